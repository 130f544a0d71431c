package chat.parley.console.command;

import chat.parley.console.session.Session;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A command, whole: how it is typed, what help says of it, what completes it, and what it does.
 *
 * @param word without its slash
 * @param argument what follows the word, as {@code <room>} or {@code [n]}; empty for nothing
 * @param purpose what it does, in a line
 * @param details what else a person should know of it
 * @param kept whether a line with it may be kept in the file of the history: not what people say, not codes
 * @param completions of the arguments, in their order
 * @param action what it does; throws a {@link chat.parley.console.session.Refusal}, or what the client throws, to refuse
 */
public record Command(
        String word,
        String argument,
        String purpose,
        List<String> details,
        boolean kept,
        List<Completion> completions,
        Action action) {

    /** Carries a command out. */
    @FunctionalInterface
    public interface Action {
        Outcome run(Arguments arguments);
    }

    /** How a command ended. */
    public enum Outcome {
        DONE,
        /** Not carried out; the reason was shown. */
        REFUSED,
        QUIT
    }

    /** What can stand in an argument's place. */
    @FunctionalInterface
    public interface Completion {
        Stream<String> words(Session session);

        /** What can stand there that is begun so. */
        default Stream<String> words(Session session, String begun) {
            return words(session);
        }
    }

    /** A command that can be kept in the history and explains itself, and does nothing yet. */
    static Command named(String word, String argument, String purpose) {
        return new Command(word, argument, purpose, List.of(), true, List.of(), arguments -> Outcome.DONE);
    }

    Command detail(String line) {
        return new Command(
                word,
                argument,
                purpose,
                Stream.concat(details.stream(), Stream.of(line)).toList(),
                kept,
                completions,
                action);
    }

    /** It carries what somebody says, or a key: not for the history. */
    Command unkept() {
        return new Command(word, argument, purpose, details, false, completions, action);
    }

    Command completing(Completion... each) {
        return new Command(word, argument, purpose, details, kept, List.of(each), action);
    }

    Command doing(Consumer<Arguments> does) {
        return ending(arguments -> {
            does.accept(arguments);
            return Outcome.DONE;
        });
    }

    Command ending(Action does) {
        return new Command(word, argument, purpose, details, kept, completions, does);
    }

    /** The command as typed, with its slash. */
    public String slashed() {
        return "/" + word;
    }

    /** Word and argument. */
    public String usage() {
        return argument.isEmpty() ? slashed() : slashed() + " " + argument;
    }
}
