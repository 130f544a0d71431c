package chat.parley.console.settings;

import chat.parley.client.naming.InertText;
import java.nio.charset.StandardCharsets;

/** What a person calls themselves; also names the folder of their keys. */
public record Nick(String value) {
    /** Longest nick, in code points. */
    static final int MAX_CODE_POINTS = 40;

    /**
     * @throws IllegalArgumentException if it is empty, too long, or would not be shown to others as it is
     */
    public Nick {
        value = value.strip();
        int length = value.codePointCount(0, value.length());
        if (length < 1 || length > MAX_CODE_POINTS) {
            throw new IllegalArgumentException("a nick has 1 to " + MAX_CODE_POINTS + " characters");
        }
        if (!InertText.name(value).equals(value)) {
            throw new IllegalArgumentException(
                    "a nick has no control or invisible characters, no double spaces and none of , : ~");
        }
    }

    /**
     * A name for a folder: one path segment of plain ASCII, different for different nicks, never {@code .} or {@code ..};
     * other bytes are written as {@code %} and two hexadecimal digits.
     */
    public String folder() {
        StringBuilder name = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '-' || b == '_';
            if (plain || b == '.' && name.length() > 0) {
                name.append((char) b);
            } else {
                name.append(String.format("%%%02X", b & 0xff));
            }
        }
        return name.toString();
    }
}
