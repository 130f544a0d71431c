package chat.parley.console;

import chat.parley.client.ParleyClient;
import chat.parley.client.Person;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes commands, rooms after a command that wants one, and the names of the people in the current room. */
final class ChatCompleter implements Completer {
    private final ParleyClient client;
    private final RoomFocus focus;

    ChatCompleter(ParleyClient client, RoomFocus focus) {
        this.client = client;
        this.focus = focus;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        words(line.words(), line.wordIndex(), line.word()).map(Candidate::new).forEach(candidates::add);
    }

    private Stream<String> words(List<String> words, int index, String word) {
        if (index == 0) {
            return word.startsWith("/") ? verbs() : names(":");
        }
        Optional<Verb> verb = words.get(0).startsWith("/") ? Verb.of(words.get(0)) : Optional.empty();
        if (verb.isEmpty() || verb.get() == Verb.MSG) {
            return names("");
        }
        return index > 1 ? Stream.empty() : arguments(verb.get());
    }

    private Stream<String> arguments(Verb verb) {
        return switch (verb) {
            case JOIN, SWITCH, LEAVE, WHO -> client.rooms().stream().map(Object::toString);
            case HELP -> Verb.all().stream().map(v -> v.name().toLowerCase(Locale.ROOT));
            case MSG, ROOMS, HISTORY, QUIT -> Stream.empty();
        };
    }

    private static Stream<String> verbs() {
        return Verb.all().stream().map(Verb::word);
    }

    private Stream<String> names(String after) {
        return focus.current().map(client::members).orElse(List.of()).stream()
                .filter(person -> !person.self())
                .map(Person::name)
                .map(InertText::name)
                .distinct()
                .map(name -> name + after);
    }
}
