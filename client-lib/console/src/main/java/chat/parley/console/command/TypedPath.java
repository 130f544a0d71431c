package chat.parley.console.command;

import chat.parley.console.session.Refusal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What a person types for a file or folder: as a shell takes it, in quotes or beginning at their home. */
final class TypedPath {
    private static final String HOME = "~";

    private TypedPath() {}

    /**
     * The path that is meant.
     *
     * @throws Refusal if it is none
     */
    static Path of(String typed) {
        String text = unquoted(typed.strip());
        try {
            boolean home = text.equals(HOME) || text.startsWith(HOME + "/");
            return home ? Path.of(System.getProperty("user.home"), text.substring(HOME.length())) : Path.of(text);
        } catch (InvalidPathException e) {
            throw new Refusal("'" + Arguments.quoted(text) + "' is no path");
        }
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1
                && (text.startsWith("\"") && text.endsWith("\"") || text.startsWith("'") && text.endsWith("'"));
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
