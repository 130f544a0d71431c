package chat.parley.android.file;

import android.graphics.Bitmap;
import android.graphics.BitmapFactory;
import android.graphics.ColorSpace;
import android.graphics.Matrix;
import android.media.ExifInterface;
import chat.parley.client.SharedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Decodes pictures that are not to be trusted (A52): kind and size are read and checked before anything is decoded, and of a
 * large one only every so many pixels are. Not on the screens' thread.
 */
final class Pictures {
    /** Largest JPEG, in pixels: it is decoded a strip at a time, so that only the result takes memory. */
    static final long MAX_JPEG_PIXELS = 256_000_000;

    /** Largest of the others, in pixels: their decoders may hold all of it. */
    static final long MAX_PIXELS = 40_000_000;

    private static final String JPEG = "image/jpeg";
    private static final Set<String> KINDS = new HashSet<>(
            Arrays.asList(JPEG, "image/png", "image/gif", "image/webp", "image/heif", "image/heic", "image/bmp"));

    private Pictures() {}

    /**
     * A picture.
     *
     * @param type what it is, whatever was said of it
     */
    record Picture(Bitmap bitmap, String type) {}

    /**
     * The picture, the right way up, scaled down to fit; empty if it is none, too large, or cannot be read.
     *
     * @param source opened several times
     * @param most pixels each way
     */
    static Optional<Picture> read(SharedFiles.Source source, int most) {
        try {
            BitmapFactory.Options options = new BitmapFactory.Options();
            options.inJustDecodeBounds = true;
            decode(source, options);
            if (!fits(options.outMimeType, options.outWidth, options.outHeight)) {
                return Optional.empty();
            }
            String type = options.outMimeType;
            options.inJustDecodeBounds = false;
            options.inScaled = false;
            options.inPreferredColorSpace = ColorSpace.get(ColorSpace.Named.SRGB);
            options.inSampleSize = every(options.outWidth, options.outHeight, most);
            Bitmap decoded = decode(source, options);
            if (decoded == null) {
                return Optional.empty();
            }
            return Optional.of(new Picture(upright(decoded, turn(source, type), most), type));
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            // Decoders fail in many ways on what is no picture; and a phone may have no room for a good one.
            return Optional.empty();
        }
    }

    /** Whether it may be decoded. */
    static boolean fits(String type, long width, long height) {
        return type != null
                && KINDS.contains(type)
                && width >= 1
                && height >= 1
                && width * height <= (type.equals(JPEG) ? MAX_JPEG_PIXELS : MAX_PIXELS);
    }

    /** Of so many pixels one: a power of two, with which less than twice {@code most} are left each way. */
    static int every(int width, int height, int most) {
        int every = 1;
        while (Math.max(width, height) / (every * 2L) >= most) {
            every *= 2;
        }
        return every;
    }

    private static Bitmap decode(SharedFiles.Source source, BitmapFactory.Options options) throws IOException {
        try (InputStream in = source.open()) {
            return BitmapFactory.decodeStream(in, null, options);
        }
    }

    private static Matrix turn(SharedFiles.Source source, String type) throws IOException {
        Matrix turn = new Matrix();
        if (!type.equals(JPEG)) {
            // The other kinds' decoders turn them, or there is nothing that says so.
            return turn;
        }
        int orientation;
        try (InputStream in = source.open()) {
            orientation = new ExifInterface(in)
                    .getAttributeInt(ExifInterface.TAG_ORIENTATION, ExifInterface.ORIENTATION_NORMAL);
        }
        turn(turn, orientation);
        return turn;
    }

    private static void turn(Matrix turn, int orientation) {
        switch (orientation) {
            case ExifInterface.ORIENTATION_FLIP_HORIZONTAL -> turn.setScale(-1, 1);
            case ExifInterface.ORIENTATION_ROTATE_180 -> turn.setRotate(180);
            case ExifInterface.ORIENTATION_FLIP_VERTICAL -> turn.setScale(1, -1);
            case ExifInterface.ORIENTATION_TRANSPOSE -> {
                turn.setRotate(90);
                turn.postScale(-1, 1);
            }
            case ExifInterface.ORIENTATION_ROTATE_90 -> turn.setRotate(90);
            case ExifInterface.ORIENTATION_TRANSVERSE -> {
                turn.setRotate(-90);
                turn.postScale(-1, 1);
            }
            case ExifInterface.ORIENTATION_ROTATE_270 -> turn.setRotate(-90);
            default -> {
                // As it is, or as somebody wrote who did not know how.
            }
        }
    }

    private static Bitmap upright(Bitmap decoded, Matrix turn, int most) {
        float by = Math.min(1, (float) most / Math.max(decoded.getWidth(), decoded.getHeight()));
        turn.postScale(by, by);
        return turn.isIdentity()
                ? decoded
                : Bitmap.createBitmap(decoded, 0, 0, decoded.getWidth(), decoded.getHeight(), turn, true);
    }
}
