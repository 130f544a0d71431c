package chat.parley.android.app;

/** Makes text from others safe to show: what would reorder the text around it, or fake a line, is made visible. */
public final class PlainText {
    private static final String INSTEAD = "\u25A1";

    private PlainText() {}

    /** A text of several lines. */
    public static String of(String text) {
        return text.replaceAll("[\\u202A-\\u202E\\u2066-\\u2069\\p{Cc}&&[^\\n\\t]]", INSTEAD);
    }

    /** A name, or a text's first line: one line. */
    public static String line(String text) {
        return of(text).replaceAll("\\s+", " ").trim();
    }
}
