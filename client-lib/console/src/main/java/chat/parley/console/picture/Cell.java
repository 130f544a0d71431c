package chat.parley.console.picture;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How large a character is, in pixels. */
record Cell(int width, int height) {
    /** Where the terminal does not say. */
    static final Cell USUAL = new Cell(8, 16);

    private static final int LEAST = 4;
    private static final int MOST = 100;
    private static final Pattern ANSWER = Pattern.compile("(\\d{1,4});(\\d{1,4})");

    /** From a terminal's words; empty if they make no sense. */
    static Optional<Cell> of(String answer) {
        Matcher size = ANSWER.matcher(answer);
        if (!size.matches()) {
            return Optional.empty();
        }
        int height = Integer.parseInt(size.group(1));
        int width = Integer.parseInt(size.group(2));
        boolean sane = width >= LEAST && width <= MOST && height >= LEAST && height <= MOST;
        return sane ? Optional.of(new Cell(width, height)) : Optional.empty();
    }
}
