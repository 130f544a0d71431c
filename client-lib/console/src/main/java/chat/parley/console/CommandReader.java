package chat.parley.console;

import chat.parley.client.ParleyClient;
import chat.parley.client.RoomRef;
import java.util.Optional;
import java.util.function.Function;

/** Turns a typed line into a {@link Command}. Never fails: what it does not understand is {@link Command.Malformed}. */
final class CommandReader {
    /** What of a person's own words is quoted back at most, in characters. */
    private static final int MAX_QUOTE = 30;

    /** So many older messages are shown unless said. */
    private static final int OLDER = 20;

    private static final int MAX_DIGITS = 4;

    Command read(String line) {
        String text = line.stripTrailing();
        if (text.isBlank()) {
            return new Command.Nothing();
        }
        if (!text.startsWith("/")) {
            return new Command.Say(text);
        }
        String[] parts = text.split("\\s+", 2);
        String rest = parts.length > 1 ? parts[1].strip() : "";
        return Verb.of(parts[0]).map(verb -> read(verb, rest)).orElseGet(() -> unknown(parts[0]));
    }

    private Command read(Verb verb, String rest) {
        return switch (verb) {
            case JOIN -> room(verb, rest, Command.Join::new);
            case SWITCH -> room(verb, rest, Command.Switch::new);
            case WHO ->
                rest.isEmpty()
                        ? new Command.Who(Optional.empty())
                        : room(verb, rest, room -> new Command.Who(Optional.of(room)));
            case LEAVE ->
                rest.isEmpty()
                        ? new Command.Leave(Optional.empty())
                        : room(verb, rest, room -> new Command.Leave(Optional.of(room)));
            case MSG ->
                rest.isEmpty() ? new Command.Malformed("nothing to say: " + verb.usage()) : new Command.Say(rest);
            case HELP -> help(rest);
            case HISTORY -> history(rest);
            case ROOMS -> new Command.Rooms();
            case QUIT -> new Command.Quit();
        };
    }

    private static Command room(Verb verb, String name, Function<RoomRef.Open, Command> command) {
        if (name.isEmpty()) {
            return new Command.Malformed("which room? " + verb.usage());
        }
        try {
            return command.apply(RoomRef.open(name));
        } catch (IllegalArgumentException e) {
            return new Command.Malformed(e.getMessage() + ": " + verb.usage());
        }
    }

    private static Command history(String number) {
        if (number.isEmpty()) {
            return new Command.History(OLDER);
        }
        boolean digits = number.length() <= MAX_DIGITS && number.chars().allMatch(c -> c >= '0' && c <= '9');
        int limit = digits ? Integer.parseInt(number) : 0;
        return limit >= 1 && limit <= ParleyClient.MAX_OLDER
                ? new Command.History(limit)
                : new Command.Malformed("how many? 1 to " + ParleyClient.MAX_OLDER + ": " + Verb.HISTORY.usage());
    }

    private static Command help(String word) {
        if (word.isEmpty()) {
            return new Command.Help(Optional.empty());
        }
        Optional<Verb> verb = Verb.of(word);
        return verb.isPresent() ? new Command.Help(verb) : unknown(word.startsWith("/") ? word : "/" + word);
    }

    private static Command unknown(String word) {
        String quoted = word.length() > MAX_QUOTE ? word.substring(0, MAX_QUOTE) + "..." : word;
        String meant = Verb.like(word)
                .map(verb -> "did you mean " + verb.usage() + "?")
                .orElse("/help lists the commands; to say a text that begins with /, put /msg before it");
        return new Command.Malformed("there is no " + quoted + ": " + meant);
    }
}
