package chat.parley.console.command;

import chat.parley.console.session.Refusal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What follows a command's word, taken piece by piece. What is missing or too much is refused with the usage. */
public final class Arguments {
    /** What of a person's own words is quoted back at most, in characters. */
    private static final int MAX_QUOTE = 30;

    private static final int MAX_DIGITS = 9;

    private final Command command;
    private String left;

    Arguments(Command command, String typed) {
        this.command = command;
        this.left = typed.strip();
    }

    /** The next word. {@code question} is what a person is asked if there is none. */
    String word(String question) {
        return word().orElseThrow(() -> refusal(question));
    }

    /** The next word, if there is one. */
    Optional<String> word() {
        if (left.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = left.split("\\s+", 2);
        left = parts.length > 1 ? parts[1] : "";
        return Optional.of(parts[0]);
    }

    /** The last word of several. */
    String lastWord(String question) {
        int space = left.lastIndexOf(' ');
        if (space < 0) {
            throw refusal(question);
        }
        String last = left.substring(space + 1);
        left = left.substring(0, space).stripTrailing();
        return last;
    }

    /** All that is left. */
    String rest(String question) {
        return rest().orElseThrow(() -> refusal(question));
    }

    /** All that is left, if anything is. */
    Optional<String> rest() {
        String rest = left;
        left = "";
        return rest.isEmpty() ? Optional.empty() : Optional.of(rest);
    }

    /** There must be nothing more. What may be a secret is not shown again. */
    void end() {
        if (!left.isEmpty()) {
            throw refusal(command.kept() ? "'" + quoted(left) + "' is too much" : "there is something too much");
        }
    }

    /** The next word as a number; {@code otherwise} if there is none. */
    int number(String question, int least, int most, int otherwise) {
        return left.isEmpty() ? otherwise : number(question, least, most);
    }

    /** The next word as a number. */
    int number(String question, int least, int most) {
        return numberIn(word(question))
                .filter(number -> number >= least && number <= most)
                .orElseThrow(() -> refusal(question));
    }

    /** The last word as a number, which is taken off; {@code otherwise} if it is none. */
    int lastNumber(String question, int least, int most, int otherwise) {
        String last = left.substring(left.lastIndexOf(' ') + 1);
        Optional<Integer> number = numberIn(last);
        if (number.isEmpty()) {
            return otherwise;
        }
        left = left.substring(0, left.length() - last.length()).stripTrailing();
        return number.filter(n -> n >= least && n <= most).orElseThrow(() -> refusal(question));
    }

    /** The number that a word is, if it is one. */
    static Optional<Integer> numberIn(String word) {
        boolean digits = word.length() <= MAX_DIGITS && word.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits && !word.isEmpty() ? Optional.of(Integer.parseInt(word)) : Optional.empty();
    }

    /** Whether an option was given; takes it out. */
    boolean flag(String option) {
        return take(Pattern.compile("(?:^|\\s+)" + option + "(?=\\s|$)")).isPresent();
    }

    /** The word after an option, if that was given; takes both out. */
    Optional<String> option(String option) {
        return take(Pattern.compile("(?:^|\\s+)" + option + "\\s+(\\S+)")).map(matched -> matched.group(1));
    }

    private Optional<Matcher> take(Pattern pattern) {
        Matcher matcher = pattern.matcher(left);
        if (!matcher.find()) {
            return Optional.empty();
        }
        left = (left.substring(0, matcher.start()) + left.substring(matcher.end())).strip();
        return Optional.of(matcher);
    }

    /** A refusal that ends with how the command is typed. */
    Refusal refusal(String why) {
        return new Refusal(Refusal.Code.USAGE, why + (why.endsWith("?") ? " " : ": ") + command.usage());
    }

    static String quoted(String typed) {
        return typed.length() > MAX_QUOTE ? typed.substring(0, MAX_QUOTE) + "..." : typed;
    }
}
