package chat.parley.android.code;

import android.graphics.Matrix;
import android.graphics.RectF;
import android.hardware.camera2.CameraAccessException;
import android.hardware.camera2.CameraCharacteristics;
import android.hardware.camera2.CameraManager;
import android.util.Size;
import android.view.Surface;

/** What of a camera is taken, and how its picture is laid into the screen. */
public final class Sight {
    /** Enough for the largest codes of this app, and read many times a second: pixels of the longer side. */
    static final int MAX_SIDE = 1280;

    private static final int QUARTER = 90;

    private Sight() {}

    /**
     * The camera at the back, else any.
     *
     * @throws IllegalStateException if there is none
     */
    static String camera(CameraManager cameras) throws CameraAccessException {
        String any = null;
        for (String id : cameras.getCameraIdList()) {
            Integer facing = cameras.getCameraCharacteristics(id).get(CameraCharacteristics.LENS_FACING);
            if (facing != null && facing == CameraCharacteristics.LENS_FACING_BACK) {
                return id;
            }
            any = any == null ? id : any;
        }
        if (any == null) {
            throw new IllegalStateException("no camera");
        }
        return any;
    }

    /**
     * The largest that is not too large, else the smallest.
     *
     * @param sizes at least one
     */
    public static Size size(Size[] sizes) {
        Size best = sizes[0];
        for (Size each : sizes) {
            boolean fits = side(each) <= MAX_SIDE;
            boolean bestFits = side(best) <= MAX_SIDE;
            boolean larger = area(each) > area(best);
            if (fits != bestFits ? fits : larger == fits) {
                best = each;
            }
        }
        return best;
    }

    /**
     * Fills a view with a picture without stretching it, upright. The view's system lays pictures in as for a phone that
     * is held upright, and stretched.
     *
     * @param rotation of the screen, as {@link Surface} counts
     */
    public static Matrix transform(Size view, Size picture, int rotation) {
        Matrix matrix = new Matrix();
        RectF shown = new RectF(0, 0, view.getWidth(), view.getHeight());
        // Upright phones have their cameras lying on the side.
        RectF natural = new RectF(0, 0, picture.getHeight(), picture.getWidth());
        natural.offset(shown.centerX() - natural.centerX(), shown.centerY() - natural.centerY());
        matrix.setRectToRect(shown, natural, Matrix.ScaleToFit.FILL);
        boolean lying = rotation == Surface.ROTATION_90 || rotation == Surface.ROTATION_270;
        float across = lying ? natural.height() : natural.width();
        float along = lying ? natural.width() : natural.height();
        float scale = Math.max(shown.width() / across, shown.height() / along);
        matrix.postScale(scale, scale, shown.centerX(), shown.centerY());
        matrix.postRotate(-QUARTER * rotation, shown.centerX(), shown.centerY());
        return matrix;
    }

    private static int side(Size size) {
        return Math.max(size.getWidth(), size.getHeight());
    }

    private static long area(Size size) {
        return (long) size.getWidth() * size.getHeight();
    }
}
