package chat.parley.protocol.event;

import java.util.Random;

/** Changes a text at random, with a liking for what JSON readers trip over. */
public final class Damage {
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "\\",
        "\\u",
        "\\ud800",
        "\ud800",
        "\udc00",
        "null",
        "true",
        "-",
        "0",
        "1e999999999",
        "9999999999999999999999",
        "\0",
        "\n",
        " ",
        "=",
        "/",
        "\ufeff",
        "[[[[[[[[",
        "{\"a\":",
        "\"\":\"\"",
        "AAAA"
    };

    private Damage() {}

    /** The text with one to three pieces put in, cut out, or doubled. */
    public static String one(String text, Random random) {
        StringBuilder out = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(out.length() + 1);
            int end = Math.min(out.length(), at + random.nextInt(5));
            switch (random.nextInt(5)) {
                case 0:
                    out.insert(at, PIECES[random.nextInt(PIECES.length)]);
                    break;
                case 1:
                    out.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
                    break;
                case 2:
                    out.delete(at, end);
                    break;
                case 3:
                    out.insert(at, out.substring(at));
                    break;
                default:
                    out.insert(at, (char) random.nextInt(0x10000));
            }
        }
        return out.toString();
    }
}
