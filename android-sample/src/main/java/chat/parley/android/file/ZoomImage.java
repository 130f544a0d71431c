package chat.parley.android.file;

import android.content.Context;
import android.graphics.Matrix;
import android.graphics.drawable.Drawable;
import android.util.AttributeSet;
import android.view.GestureDetector;
import android.view.MotionEvent;
import android.view.ScaleGestureDetector;
import android.widget.ImageView;

/** A picture that two fingers, or two taps, make larger. */
public final class ZoomImage extends ImageView {
    /** What two taps do. */
    private static final float TAPS = 3;

    private final Zoom zoom = new Zoom();
    private final ScaleGestureDetector pinches;
    private final GestureDetector others;

    public ZoomImage(Context context, AttributeSet attributes) {
        super(context, attributes);
        setScaleType(ScaleType.MATRIX);
        pinches = new ScaleGestureDetector(context, new Pinches());
        others = new GestureDetector(context, new Others());
    }

    @Override
    public void setImageDrawable(Drawable drawable) {
        super.setImageDrawable(drawable);
        fit();
    }

    @Override
    protected void onSizeChanged(int width, int height, int oldWidth, int oldHeight) {
        super.onSizeChanged(width, height, oldWidth, oldHeight);
        fit();
    }

    @Override
    public boolean onTouchEvent(MotionEvent event) {
        pinches.onTouchEvent(event);
        others.onTouchEvent(event);
        return true;
    }

    private void fit() {
        Drawable picture = getDrawable();
        // Called by the superclass's constructor too.
        if (zoom != null && picture != null && getWidth() > 0 && getHeight() > 0) {
            zoom.fit(getWidth(), getHeight(), picture.getIntrinsicWidth(), picture.getIntrinsicHeight());
            place();
        }
    }

    private void place() {
        Matrix matrix = new Matrix();
        matrix.setScale(zoom.scale(), zoom.scale());
        matrix.postTranslate(zoom.left(), zoom.top());
        setImageMatrix(matrix);
    }

    private final class Pinches extends ScaleGestureDetector.SimpleOnScaleGestureListener {
        @Override
        public boolean onScale(ScaleGestureDetector pinch) {
            zoom.by(pinch.getScaleFactor(), pinch.getFocusX(), pinch.getFocusY());
            place();
            return true;
        }
    }

    private final class Others extends GestureDetector.SimpleOnGestureListener {
        @Override
        public boolean onDown(MotionEvent event) {
            return true;
        }

        @Override
        public boolean onScroll(MotionEvent from, MotionEvent to, float x, float y) {
            zoom.move(-x, -y);
            place();
            return true;
        }

        @Override
        public boolean onDoubleTap(MotionEvent event) {
            zoom.by(zoom.isFitted() ? TAPS : 1 / Zoom.MOST, event.getX(), event.getY());
            place();
            return true;
        }
    }
}
