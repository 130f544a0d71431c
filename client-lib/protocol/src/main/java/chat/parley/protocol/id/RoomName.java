package chat.parley.protocol.id;

import java.text.Normalizer;

/**
 * The name of an open room, as people type it: 1 to 64 code points of letters, digits, {@code - _ .} in lower case and
 * Unicode's composed form, so that the same word typed on two keyboards is the same room. A leading {@code #} is taken off.
 */
public record RoomName(String value) {
    /** Longest name, in code points. */
    public static final int MAX_CODE_POINTS = 64;

    public RoomName {
        if (value == null) {
            throw new IllegalArgumentException("a room needs a name");
        }
        String name = value.startsWith("#") ? value.substring(1) : value;
        name = Normalizer.normalize(name.toLowerCase(java.util.Locale.ROOT), Normalizer.Form.NFC);
        int length = name.codePointCount(0, name.length());
        if (length < 1 || length > MAX_CODE_POINTS) {
            throw new IllegalArgumentException("a room's name has 1 to " + MAX_CODE_POINTS + " characters");
        }
        if (!name.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.')) {
            throw new IllegalArgumentException("a room's name has only letters, digits, '-', '_' and '.'");
        }
        value = name;
    }

    @Override
    public String toString() {
        return value;
    }
}
