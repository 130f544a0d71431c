package chat.parley.console.chat;

import chat.parley.client.Person;
import chat.parley.client.naming.NameTags;
import chat.parley.console.command.Catalogue;
import chat.parley.console.command.Command;
import chat.parley.console.session.Session;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/**
 * Completes commands, their arguments, and the names of the people in the current room. Names of people, rooms and files
 * can have spaces: what is completed is all that was typed of one, of which the line reader knows the last word.
 */
final class ChatCompleter implements Completer {
    private static final String SPACE = " ";

    private final Session session;
    private final Catalogue catalogue;

    ChatCompleter(Session session, Catalogue catalogue) {
        this.session = session;
        this.catalogue = catalogue;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        of(line.line().substring(0, line.cursor()))
                .map(ChatCompleter::candidate)
                .forEach(candidates::add);
    }

    /** A folder, or what somebody's name follows, is not the end of a word. */
    private static Candidate candidate(String word) {
        boolean ends = !word.endsWith("/") && !word.equals("dm:");
        return new Candidate(word, word, null, null, null, null, ends);
    }

    /** What the last word of the line can become. */
    Stream<String> of(String typed) {
        int space = typed.indexOf(' ');
        if (space < 0) {
            return typed.startsWith("/") ? catalogue.all().stream().map(Command::slashed) : names(typed);
        }
        Optional<Command> command =
                typed.startsWith("/") ? catalogue.find(typed.substring(0, space)) : Optional.empty();
        return command.map(known ->
                        argument(known.completions(), typed.substring(space + 1).stripLeading()))
                .orElseGet(() -> names(typed));
    }

    /** Passes over the arguments that are typed, and completes the one after them. */
    private Stream<String> argument(List<Command.Completion> places, String typed) {
        String left = typed;
        for (Command.Completion each : places) {
            String begun = left;
            List<String> words = each.words(session, begun).toList();
            if (words.stream().anyMatch(word -> begins(word, begun)) || !begun.contains(SPACE)) {
                return words.stream().filter(word -> begins(word, begun)).map(word -> lastWord(word, begun));
            }
            int length = words.stream()
                    .filter(word -> begins(begun, word + SPACE))
                    .mapToInt(String::length)
                    .max()
                    .orElse(begun.indexOf(SPACE));
            left = begun.substring(length).stripLeading();
        }
        return Stream.empty();
    }

    /** Names that begin with the end of what was typed, as many of its words as can be; a line that begins with one speaks to them. */
    private Stream<String> names(String typed) {
        List<Person> members =
                session.focus().current().map(session.client()::members).orElse(List.of());
        return members.stream()
                .filter(person -> !person.self())
                .map(person -> NameTags.of(person, members))
                .distinct()
                .flatMap(name -> ends(typed)
                        .filter(end -> begins(name, end))
                        .limit(1)
                        .map(end -> lastWord(end.equals(typed) ? name + ":" : name, end)));
    }

    /** The text from each of its words on, the longest first. */
    private static Stream<String> ends(String typed) {
        return IntStream.rangeClosed(0, typed.length())
                .filter(at -> at == 0 || typed.charAt(at - 1) == ' ')
                .mapToObj(typed::substring);
    }

    /** What stands in the place of the last word, if a name of several becomes what it can. */
    private static String lastWord(String name, String typed) {
        return name.substring(typed.lastIndexOf(' ') + 1);
    }

    private static boolean begins(String text, String start) {
        return text.toLowerCase(Locale.ROOT).startsWith(start.toLowerCase(Locale.ROOT));
    }
}
