package chat.parley.android.code;

import android.app.Activity;
import android.content.Intent;
import android.net.Uri;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A picture with a QR code in it, picked by the person: a photograph or a screenshot. */
public final class CodePicture {
    private CodePicture() {}

    /** Lets the person pick one; the activity is told by {@code onActivityResult}. */
    public static void pick(Activity activity, int request) {
        Intent pick = new Intent(Intent.ACTION_GET_CONTENT).setType("image/*").addCategory(Intent.CATEGORY_OPENABLE);
        activity.startActivityForResult(pick, request);
    }

    /** The code in what was picked; empty if there is none. */
    public static Optional<String> read(Activity activity, Intent picked) {
        Uri picture = picked == null ? null : picked.getData();
        if (picture == null) {
            return Optional.empty();
        }
        try (InputStream in = activity.getContentResolver().openInputStream(picture)) {
            return in == null ? Optional.empty() : QrCode.read(in);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
