package chat.parley.console;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The commands, with what {@code /help} says of them. */
enum Verb {
    JOIN("<room>", "joins an open room and talks there; anyone who knows its name can join and read"),
    MSG("<text>", "says the text in the current room; so does a line without a command"),
    WHO("[room]", "names the people in the room"),
    ROOMS("", "names your rooms"),
    HISTORY("[n]", "shows the n messages before those on the screen, 20 unless said"),
    SWITCH("<room>", "talks in another of your rooms"),
    LEAVE("[room]", "leaves the room"),
    HELP("[command]", "explains the commands"),
    QUIT("", "ends; you stay a member of your rooms");

    private final String argument;
    private final String purpose;

    Verb(String argument, String purpose) {
        this.argument = argument;
        this.purpose = purpose;
    }

    /** The command as typed, with its slash. */
    String word() {
        return "/" + name().toLowerCase(Locale.ROOT);
    }

    /** Word and argument. */
    String usage() {
        return argument.isEmpty() ? word() : word() + " " + argument;
    }

    /** Usage and purpose, one line. */
    String help() {
        return String.format("%-16s %s", usage(), purpose);
    }

    /** The verb of a word, with or without its slash, in any case of letters. */
    static Optional<Verb> of(String word) {
        return all().stream().filter(verb -> verb.word().equals(slashed(word))).findFirst();
    }

    /** The only verb that begins so, if there is only one. */
    static Optional<Verb> like(String word) {
        List<Verb> found = all().stream()
                .filter(verb -> verb.word().startsWith(slashed(word)))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    static List<Verb> all() {
        return Arrays.asList(values());
    }

    private static String slashed(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.startsWith("/") ? lower : "/" + lower;
    }
}
