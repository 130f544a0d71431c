package chat.parley.android.app;

import chat.parley.client.naming.InertText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes text from others safe to show: what would reorder the text around it, smear it, or fake a line, is made visible (A55). */
public final class PlainText {
    private static final String INSTEAD = "\u25A1";
    private static final Pattern MOVING =
            Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069\\u2028\\u2029\\p{Cc}&&[^\\n\\t]]");

    /** More marks on one letter than any language has: they would lie over other lines. */
    private static final Pattern SMEAR = Pattern.compile("(\\p{M}{6})\\p{M}+");

    /** Beside other words these turn those around, too. */
    private static final Pattern TURNING = Pattern.compile("[\\u200E\\u200F\\u061C]");

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    private PlainText() {}

    /** A text of several lines, which stands by itself. */
    public static String of(String text) {
        Matcher smeared = SMEAR.matcher(MOVING.matcher(text).replaceAll(INSTEAD));
        return smeared.replaceAll("$1" + INSTEAD);
    }

    /** A text as one line, beside other words. */
    public static String line(String text) {
        String still = TURNING.matcher(of(text)).replaceAll("");
        return BLANKS.matcher(still).replaceAll(" ").trim();
    }

    /** What something is called by others: nothing in it is hidden, and it is not longer than a line. */
    public static String title(String title) {
        return InertText.title(title);
    }
}
