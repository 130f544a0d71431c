package chat.parley.console.chat;

import chat.parley.client.Person;
import chat.parley.client.naming.NameTags;
import chat.parley.console.command.Catalogue;
import chat.parley.console.command.Command;
import chat.parley.console.session.Session;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes commands, their arguments, and the names of the people in the current room. */
final class ChatCompleter implements Completer {
    private final Session session;
    private final Catalogue catalogue;

    ChatCompleter(Session session, Catalogue catalogue) {
        this.session = session;
        this.catalogue = catalogue;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        words(line.words(), line.wordIndex(), line.word()).map(Candidate::new).forEach(candidates::add);
    }

    private Stream<String> words(List<String> words, int index, String word) {
        if (index == 0) {
            return word.startsWith("/") ? catalogue.all().stream().map(Command::slashed) : names(":");
        }
        Optional<Command> command = words.get(0).startsWith("/") ? catalogue.find(words.get(0)) : Optional.empty();
        if (command.isEmpty()) {
            return names("");
        }
        return command.get().completions().stream().skip(index - 1L).limit(1).flatMap(each -> each.words(session));
    }

    private Stream<String> names(String after) {
        List<Person> members =
                session.focus().current().map(session.client()::members).orElse(List.of());
        return members.stream()
                .filter(person -> !person.self())
                .map(person -> NameTags.of(person, members) + after)
                .distinct();
    }
}
