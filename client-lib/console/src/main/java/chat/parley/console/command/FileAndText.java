package chat.parley.console.command;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file as a person names it, and what they say of it behind {@value #MARK}. A name can have that in it: quotes tell where
 * it ends, or else the longest name that there is a file of.
 *
 * @param text empty if they say nothing
 */
record FileAndText(Path file, String text) {
    private static final String MARK = " -- ";

    static FileAndText of(String typed) {
        char first = typed.charAt(0);
        int end = first == '"' || first == '\'' ? typed.indexOf(first, 1) : -1;
        if (end > 0 && (end == typed.length() - 1 || typed.startsWith(MARK, end + 1))) {
            return cut(typed, end + 1);
        }
        FileAndText found = cut(typed, typed.length());
        for (int at = typed.lastIndexOf(MARK); at > 0 && !Files.exists(found.file()); ) {
            found = cut(typed, at);
            at = typed.lastIndexOf(MARK, at - 1);
        }
        return found;
    }

    private static FileAndText cut(String typed, int at) {
        String rest = typed.substring(at);
        return new FileAndText(
                TypedPath.of(typed.substring(0, at)),
                rest.isEmpty() ? "" : rest.substring(MARK.length()).strip());
    }
}
