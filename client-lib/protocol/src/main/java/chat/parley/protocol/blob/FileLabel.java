package chat.parley.protocol.blob;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The name that came with a file: a label for people, never a path. Whoever saves the file chooses where; {@link
 * #suggestion} is a name that means nothing to any file system or shell.
 */
public final class FileLabel {
    /** Longest label, in bytes of UTF-8. */
    public static final int MAX_BYTES = 255;

    /** Longest suggestion, in characters. */
    private static final int MAX_SUGGESTION = 80;

    /** Of a suggestion that is cut, how much of its end stays: what a program goes by. */
    private static final int MAX_ENDING = 12;

    private static final String NAMELESS = "file";

    private static final Set<String> DEVICES = new HashSet<>(Arrays.asList(
            "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
            "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "conin$", "conout$"));

    private FileLabel() {}

    /**
     * The label, if it is one: 1 to {@value #MAX_BYTES} bytes, valid Unicode, no control characters.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static String checked(String label) {
        byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
        boolean valid = new String(bytes, StandardCharsets.UTF_8).equals(label);
        if (!valid
                || bytes.length < 1
                || bytes.length > MAX_BYTES
                || label.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a file's name has 1 to " + MAX_BYTES + " bytes without control characters");
        }
        return label;
    }

    /** A name to save the file under: letters, digits, and of signs only {@code -_.()} and single spaces inside. */
    public static String suggestion(String label) {
        StringBuilder out = new StringBuilder();
        label.codePoints().forEach(point -> {
            if (Character.isLetterOrDigit(point) || "-_.()".indexOf(point) >= 0) {
                out.appendCodePoint(point);
            } else if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        });
        String name = trimmed(out.toString());
        if (name.length() > MAX_SUGGESTION) {
            name = trimmed(shortened(name));
        }
        int dot = name.indexOf('.');
        String stem = (dot < 0 ? name : name.substring(0, dot)).trim().toLowerCase(Locale.ROOT);
        if (name.isEmpty() || stem.isEmpty()) {
            return NAMELESS;
        }
        return DEVICES.contains(stem) ? NAMELESS + "-" + name : name;
    }

    /** Neither hidden nor an option, and without what Windows drops at the end. */
    private static String trimmed(String name) {
        int from = 0;
        int to = name.length();
        while (from < to && " .-".indexOf(name.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && " .".indexOf(name.charAt(to - 1)) >= 0) {
            to--;
        }
        return name.substring(from, to);
    }

    private static String shortened(String name) {
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= MAX_ENDING ? name.substring(dot) : "";
        int cut = MAX_SUGGESTION - ending.length();
        if (Character.isHighSurrogate(name.charAt(cut - 1))) {
            cut--;
        }
        return name.substring(0, cut) + ending;
    }
}
