package chat.parley.console.command;

import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Completes what a person types for a file: the next name of it, in quotes if it began with one.
 *
 * @param files whether files are meant, too, or folders only
 */
record Paths(boolean files) implements Command.Completion {
    /** So many names of a folder are looked at. */
    private static final int LOOKED_AT = 2_000;

    private static final String SLASH = "/";

    @Override
    public Stream<String> words(Session session) {
        return words(session, "");
    }

    @Override
    public Stream<String> words(Session session, String typed) {
        String quote = typed.startsWith("\"") || typed.startsWith("'") ? typed.substring(0, 1) : "";
        String text = typed.substring(quote.length());
        String folder = text.substring(0, text.lastIndexOf(SLASH) + 1);
        String name = text.substring(folder.length());
        return names(folder).stream()
                .filter(each -> each.startsWith(name) && (name.startsWith(".") || !each.startsWith(".")))
                .map(each -> quote + folder + each + (each.endsWith(SLASH) ? "" : quote));
    }

    /** What is in the folder; folders with a slash. */
    private List<String> names(String folder) {
        try (Stream<Path> all = Files.list(folder.isEmpty() ? Path.of("") : TypedPath.of(folder))) {
            return all.limit(LOOKED_AT)
                    .filter(path -> files || Files.isDirectory(path))
                    .map(path -> path.getFileName() + (Files.isDirectory(path) ? SLASH : ""))
                    .sorted()
                    .toList();
        } catch (IOException | Refusal e) {
            // There is nothing to choose from.
            return List.of();
        }
    }
}
