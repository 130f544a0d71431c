package chat.parley.android.file;

import chat.parley.client.SharedFiles;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names and types of files, which are what somebody else says: made fit to send, and harmless to show (A50, A55). */
public final class Label {
    /** The type of what has none. */
    static final String UNTYPED = "application/octet-stream";

    private static final String NAMELESS = "file";
    private static final String PICTURE = "image/";
    private static final String INSTEAD = "\u25A1";
    private static final Pattern TYPE =
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}");

    /** What has no shape, or moves the text around it; joiners too: in a name they would only hide something. */
    private static final Pattern SHAPELESS =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\u115F\u1160\u3164\uFFA0\u2800]");

    /** Longest ending that is kept of a name that is cut, in characters. */
    private static final int MAX_ENDING = 16;

    private Label() {}

    /**
     * A name to send a file by: at most {@link SharedFiles#MAX_NAME_BYTES}, its ending kept.
     *
     * @param said by another app; may be null
     */
    static String toSend(String said) {
        String name =
                said == null ? "" : said.replaceAll("[\\p{Cc}\\p{Cs}]", " ").trim();
        if (name.isEmpty()) {
            return NAMELESS;
        }
        int dot = name.lastIndexOf('.');
        boolean ends = dot > 0 && name.length() - dot <= MAX_ENDING;
        String ending = ends ? name.substring(dot) : "";
        String stem = ends ? name.substring(0, dot) : name;
        while (bytes(stem) + bytes(ending) > SharedFiles.MAX_NAME_BYTES) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem + ending;
    }

    /**
     * A type to send a file by.
     *
     * @param said by another app; may be null
     */
    static String type(String said) {
        String type = said == null ? "" : said.replaceAll(";.*", "").trim().toLowerCase(Locale.ROOT);
        return TYPE.matcher(type).matches() ? type : UNTYPED;
    }

    /** A name as one line in which every character is seen and none moves another. */
    public static String shown(String name) {
        String seen = SHAPELESS
                .matcher(name)
                .replaceAll(INSTEAD)
                .replaceAll("\\p{Z}+", " ")
                .trim();
        return seen.isEmpty() ? INSTEAD : seen;
    }

    /** Whether a file is said to be a picture. */
    public static boolean isPicture(String type) {
        return type.startsWith(PICTURE);
    }

    /** What follows the last dot, in small letters; empty if nothing does. */
    static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 || name.length() - dot > MAX_ENDING
                ? ""
                : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
