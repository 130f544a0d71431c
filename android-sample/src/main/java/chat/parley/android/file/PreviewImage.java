package chat.parley.android.file;

import android.content.Context;
import android.graphics.Outline;
import android.graphics.drawable.Drawable;
import android.util.AttributeSet;
import android.view.View;
import android.view.ViewOutlineProvider;
import android.widget.ImageView;
import chat.parley.android.R;

/** A preview in a bubble: as wide as the bubble, as high as its shape wants within bounds, with round corners. */
public final class PreviewImage extends ImageView {
    /** Highest, for its width. */
    private static final float TALLEST = 1.25f;

    /** Lowest, for its width. */
    private static final float FLATTEST = 0.4f;

    /** Before it is decoded. */
    private static final float UNKNOWN = 0.75f;

    public PreviewImage(Context context, AttributeSet attributes) {
        super(context, attributes);
        float radius = getResources().getDimension(R.dimen.small_gap);
        setClipToOutline(true);
        setOutlineProvider(new ViewOutlineProvider() {
            @Override
            public void getOutline(View view, Outline outline) {
                outline.setRoundRect(0, 0, view.getWidth(), view.getHeight(), radius);
            }
        });
    }

    @Override
    protected void onMeasure(int width, int height) {
        int wide = View.MeasureSpec.getSize(width);
        Drawable picture = getDrawable();
        boolean known = picture != null && picture.getIntrinsicWidth() > 0;
        float shape = known ? (float) picture.getIntrinsicHeight() / picture.getIntrinsicWidth() : UNKNOWN;
        setMeasuredDimension(wide, Math.round(wide * Math.max(FLATTEST, Math.min(TALLEST, shape))));
    }
}
