package chat.parley.console.command;

import chat.parley.console.session.Session;
import java.util.stream.Stream;

/**
 * Completes a file, or somebody to whom it goes and then the file.
 *
 * @param to what stands before the name of somebody
 */
record WhomAndWhat(String to) implements Command.Completion {
    @Override
    public Stream<String> words(Session session) {
        return words(session, "");
    }

    @Override
    public Stream<String> words(Session session, String typed) {
        if (!typed.startsWith(to)) {
            Stream<String> files = Completions.FILES.words(session, typed);
            return typed.isEmpty() || to.startsWith(typed) ? Stream.concat(Stream.of(to), files) : files;
        }
        return Completions.PEOPLE.words(session).map(name -> to + name).flatMap(whom -> {
            String before = whom + " ";
            return typed.regionMatches(true, 0, before, 0, before.length())
                    ? Completions.FILES
                            .words(session, typed.substring(before.length()))
                            .map(before::concat)
                    : Stream.of(whom);
        });
    }
}
