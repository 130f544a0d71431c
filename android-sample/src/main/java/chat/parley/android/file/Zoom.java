package chat.parley.android.file;

/** Where a picture lies on a screen that it is larger than: it fits at first, and never leaves a gap that it could fill. */
final class Zoom {
    /** Largest, for the size that fits. */
    static final float MOST = 8;

    private float wide;
    private float high;
    private float pictureWide;
    private float pictureHigh;
    private float times = 1;
    private float left;
    private float top;

    /** A picture on a screen; it fits. */
    void fit(float screenWide, float screenHigh, float ofPictureWide, float ofPictureHigh) {
        wide = screenWide;
        high = screenHigh;
        pictureWide = ofPictureWide;
        pictureHigh = ofPictureHigh;
        times = 1;
        clamp();
    }

    /** Larger by so many times; what is at this place stays there. */
    void by(float factor, float x, float y) {
        float before = times;
        times = Math.max(1, Math.min(MOST, times * factor));
        float really = times / before;
        left = x - (x - left) * really;
        top = y - (y - top) * really;
        clamp();
    }

    void move(float x, float y) {
        left += x;
        top += y;
        clamp();
    }

    boolean isFitted() {
        return times == 1;
    }

    /** Pixels of the screen for one of the picture. */
    float scale() {
        return times * Math.min(wide / pictureWide, high / pictureHigh);
    }

    float left() {
        return left;
    }

    float top() {
        return top;
    }

    private void clamp() {
        left = clamped(left, wide, pictureWide * scale());
        top = clamped(top, high, pictureHigh * scale());
    }

    private static float clamped(float start, float screen, float picture) {
        return picture <= screen ? (screen - picture) / 2 : Math.min(0, Math.max(screen - picture, start));
    }
}
