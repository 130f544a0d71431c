package chat.parley.client.naming;

import java.util.regex.Pattern;

/**
 * Makes text from others safe to show on a terminal and to print as one line (abuse case A55).
 *
 * <p>A terminal obeys control characters and escape sequences, and readers are fooled by characters that reorder or hide
 * text. Each such character is replaced by something visible, never dropped: {@code ESC} becomes U+241B, a line end
 * becomes {@code U+21B5}, a bidirectional override becomes {@code <U+202E>}. What is left are characters with a shape, so
 * nobody's text can look like a line of the program's own, move the cursor, or speak in another's name. Applying it twice
 * changes nothing more.
 */
public final class InertText {
    /** Combining marks in a row beyond this many are replaced: more only smear the lines above and below. */
    static final int MAX_MARKS = 6;

    /** A longer name is cut, in code points. */
    static final int MAX_NAME = 40;

    private static final int CONTROL_PICTURES = 0x2400;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int BLANK_BRAILLE = 0x2800;
    private static final int BLANK_NOTE = 0x1D159;

    /** Spaces of any kind and width. */
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Zs}]+");

    /** What separates a person's name from what follows it. */
    private static final String NAME_ENDS = ":~,";

    /** What separates a room's title from the mark that tells it from another. */
    private static final String TITLE_ENDS = "~";

    private InertText() {}

    /** The text as one line that only shows. */
    public static String of(String text) {
        StringBuilder inert = new StringBuilder(text.length() + 16);
        int marks = 0;
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            marks = isMark(c) ? marks + 1 : 0;
            if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                continue;
            }
            append(inert, c, marks > MAX_MARKS);
        }
        return inert.toString();
    }

    /**
     * A person's name as one word group: besides what {@link #of} does, the characters that separate a name from what
     * follows it and those that show nothing are replaced, white space is single and of one kind, and a long name is cut.
     */
    public static String name(String name) {
        return label(name, NAME_ENDS);
    }

    /** The same for what a room is called, which stands by itself: only what separates it from its mark is replaced. */
    public static String title(String title) {
        return label(title, TITLE_ENDS);
    }

    private static String label(String said, String ends) {
        String line = BLANKS.matcher(of(said)).replaceAll(" ").trim();
        StringBuilder inert = new StringBuilder();
        int[] points = line.codePoints().limit(MAX_NAME).toArray();
        for (int c : points) {
            if (ends.indexOf(c) >= 0 || isHidden(c)) {
                appendCode(inert, c);
            } else {
                inert.appendCodePoint(c);
            }
        }
        if (line.codePointCount(0, line.length()) > MAX_NAME) {
            inert.append('\u2026');
        }
        return inert.length() == 0 ? "?" : inert.toString();
    }

    private static void append(StringBuilder inert, int c, boolean smear) {
        if (c == '\n' || c == 0x2028 || c == 0x2029 || c == 0x85) {
            inert.append('\u21B5');
        } else if (c == '\t') {
            inert.append(' ');
        } else if (c < 0x20) {
            inert.append((char) (CONTROL_PICTURES + c));
        } else if (c == 0x7F) {
            inert.append('\u2421');
        } else if (smear || !shows(c)) {
            appendCode(inert, c);
        } else {
            inert.appendCodePoint(c);
        }
    }

    private static boolean shows(int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL:
            case Character.SURROGATE:
            case Character.PRIVATE_USE:
            case Character.UNASSIGNED:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
                // An emoji newer than this Java is unassigned to it; in the emoji planes that is no danger.
                return c >= 0x1F000 && c <= 0x1FAFF;
            case Character.FORMAT:
                return c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;
            default:
                return true;
        }
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT;
    }

    /**
     * Letters, marks and signs by class that show nothing: two names would look the same. What is of Unicode's property
     * Default_Ignorable_Code_Point and does not show its code anyway, and besides it two that fonts leave blank.
     */
    private static boolean isHidden(int c) {
        return c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || c >= 0x180B && c <= 0x180F
                || c == ZERO_WIDTH_JOINER
                || c == ZERO_WIDTH_NON_JOINER
                || c == 0x3164
                || c >= 0xFE00 && c <= 0xFE0F
                || c == 0xFFA0
                || c >= 0xE0100 && c <= 0xE01EF
                || c == BLANK_BRAILLE
                || c == BLANK_NOTE;
    }

    private static void appendCode(StringBuilder inert, int c) {
        inert.append(String.format("<U+%04X>", c));
    }
}
