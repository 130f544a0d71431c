package chat.parley.android.code;

import android.app.Activity;
import android.content.ContentResolver;
import android.content.Intent;
import android.net.Uri;
import chat.parley.android.file.Cabinet;
import chat.parley.android.file.PickedPicture;
import java.util.Optional;
import java.util.function.Consumer;

/** A picture with a QR code in it, picked by the person: a photograph or a screenshot. */
final class CodePicture {
    /** Larger pictures are read at a smaller size, in pixels of a side. */
    private static final int MAX_SIDE = 1600;

    private CodePicture() {}

    /** Lets the person pick one; the activity is told by {@code onActivityResult}. */
    static void pick(Activity activity, int request) {
        Intent pick = new Intent(Intent.ACTION_GET_CONTENT).setType("image/*").addCategory(Intent.CATEGORY_OPENABLE);
        activity.startActivityForResult(pick, request);
    }

    /**
     * Looks for the code in what was picked.
     *
     * @param found hears of it on the screens' thread; empty if there is none
     */
    static void read(Cabinet cabinet, ContentResolver resolver, Intent picked, Consumer<Optional<String>> found) {
        Optional<Uri> picture = Optional.ofNullable(picked).map(Intent::getData);
        cabinet.hands().execute(() -> {
            Optional<String> code = picture.flatMap(each -> PickedPicture.read(resolver, each, MAX_SIDE))
                    .flatMap(QrCode::read);
            cabinet.screens().execute(() -> found.accept(code));
        });
    }
}
