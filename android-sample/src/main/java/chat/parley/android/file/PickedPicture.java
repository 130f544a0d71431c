package chat.parley.android.file;

import android.content.ContentResolver;
import android.graphics.Bitmap;
import android.net.Uri;
import java.util.Optional;

/** A picture that the person picked in another app, for this one to look into: decoded within bounds, as all are (A52). */
public final class PickedPicture {
    private PickedPicture() {}

    /**
     * The picture, scaled down to fit; empty if it is none, too large, or cannot be read. Not on the screens' thread.
     *
     * @param most pixels each way
     */
    public static Optional<Bitmap> read(ContentResolver resolver, Uri picture, int most) {
        return Pictures.read(new Chosen(picture, "", "", 0, false).source(resolver), most)
                .map(Pictures.Picture::bitmap);
    }
}
