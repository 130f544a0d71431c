package chat.parley.console.command;

import chat.parley.console.session.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * All commands, by concern.
 *
 * @param groups as help lists them
 */
public record Catalogue(List<Group> groups) {
    /** What other programs call what is called otherwise here. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("/bye", "/quit"),
            Map.entry("/exit", "/quit"),
            Map.entry("/q", "/quit"),
            Map.entry("/part", "/leave"),
            Map.entry("/close", "/leave"),
            Map.entry("/query", "/tell"),
            Map.entry("/dm", "/tell"),
            Map.entry("/whisper", "/tell"),
            Map.entry("/buffer", "/switch"),
            Map.entry("/win", "/switch"),
            Map.entry("/names", "/who"),
            Map.entry("/members", "/who"),
            Map.entry("/list", "/rooms"),
            Map.entry("/op", "/role"),
            Map.entry("/roster", "/contacts"),
            Map.entry("/omemo", "/verify"),
            Map.entry("/otr", "/verify"),
            Map.entry("/upload", "/send"),
            Map.entry("/sendfile", "/send"),
            Map.entry("/download", "/accept"),
            Map.entry("/save", "/accept"));

    /** Every command. */
    public List<Command> all() {
        return groups.stream().flatMap(group -> group.commands().stream()).toList();
    }

    /** The command of a word, with or without its slash, in any case of letters. */
    public Optional<Command> find(String word) {
        return all().stream()
                .filter(command -> command.slashed().equals(slashed(word)))
                .findFirst();
    }

    /**
     * The same.
     *
     * @throws Refusal if there is none
     */
    Command get(String word) {
        return find(word).orElseThrow(() -> unknown(slashed(word)));
    }

    /** Whether the line may be kept in the file of the history. */
    public boolean keeps(String line) {
        return line.startsWith("/")
                && find(line.split("\\s+", 2)[0]).filter(Command::kept).isPresent();
    }

    private Refusal unknown(String word) {
        String here = ELSEWHERE.getOrDefault(word, word);
        List<Command> alike = all().stream()
                .filter(command -> command.slashed().startsWith(here))
                .toList();
        String meant = alike.size() == 1
                ? "did you mean " + alike.get(0).usage() + "?"
                : "/help lists the commands; to say a text that begins with /, put /msg before it";
        return new Refusal(Refusal.Code.NO_COMMAND, "there is no " + Arguments.quoted(word) + ": " + meant);
    }

    private static String slashed(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.startsWith("/") ? lower : "/" + lower;
    }
}
