package chat.parley.android.app;

import android.content.res.ColorStateList;
import android.widget.TextView;
import chat.parley.android.R;
import java.util.Locale;

/** A first letter on a colour: both the same wherever a person or a room is shown. */
public final class Avatar {
    private static final int[] COLORS = {
        R.color.name_0, R.color.name_1, R.color.name_2, R.color.name_3, R.color.name_4, R.color.name_5
    };

    private Avatar() {}

    /**
     * @param key decides on the colour
     */
    public static void show(TextView view, String name, Object key) {
        String letters = name.replaceAll("[^\\p{L}\\p{N}]", "");
        int end = letters.isEmpty() ? 0 : letters.offsetByCodePoints(0, 1);
        view.setText(letters.isEmpty() ? "#" : letters.substring(0, end).toUpperCase(Locale.ROOT));
        view.setBackgroundTintList(ColorStateList.valueOf(color(view, key)));
    }

    /** The colour of a name. */
    public static int color(TextView view, Object key) {
        return view.getContext().getColor(COLORS[Math.floorMod(key.hashCode(), COLORS.length)]);
    }
}
