package chat.parley.android.file;

import android.graphics.Bitmap;
import android.graphics.Canvas;
import android.graphics.Color;
import android.graphics.Paint;
import android.graphics.Rect;
import chat.parley.client.SharedFiles;
import chat.parley.protocol.blob.Preview;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * The small pictures that go with pictures: drawn anew, so that places and names in the file stay in the file. Not on the
 * screens' thread.
 */
final class Previews {
    /** How large one is at first, each way. */
    private static final int PIXELS = 480;

    /** Smaller than this it shows nothing. */
    private static final int LEAST = 32;

    private static final int QUALITY = 75;

    private Previews() {}

    /** A preview; empty of what is no picture, or of one that cannot be read. */
    static Optional<byte[]> of(SharedFiles.Source source) {
        return Pictures.read(source, PIXELS).flatMap(picture -> written(picture.bitmap()));
    }

    /** One that came; empty if it is not what a preview may be. */
    static Optional<Bitmap> read(byte[] preview) {
        return Preview.fits(preview)
                ? Pictures.read(() -> new ByteArrayInputStream(preview), Preview.MAX_PIXELS)
                        .map(Pictures.Picture::bitmap)
                : Optional.empty();
    }

    private static Optional<byte[]> written(Bitmap picture) {
        for (int pixels = PIXELS; pixels >= LEAST; pixels = pixels * 3 / 4) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            onWhite(picture, pixels).compress(Bitmap.CompressFormat.JPEG, QUALITY, out);
            byte[] plain = PlainJpeg.of(out.toByteArray());
            if (Preview.fits(plain)) {
                return Optional.of(plain);
            }
        }
        return Optional.empty();
    }

    private static Bitmap onWhite(Bitmap picture, int most) {
        float by = Math.min(1, (float) most / Math.max(picture.getWidth(), picture.getHeight()));
        int width = Math.max(1, Math.round(picture.getWidth() * by));
        int height = Math.max(1, Math.round(picture.getHeight() * by));
        Bitmap drawn = Bitmap.createBitmap(width, height, Bitmap.Config.ARGB_8888);
        Canvas canvas = new Canvas(drawn);
        canvas.drawColor(Color.WHITE);
        canvas.drawBitmap(picture, null, new Rect(0, 0, width, height), new Paint(Paint.FILTER_BITMAP_FLAG));
        return drawn;
    }
}
