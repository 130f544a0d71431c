package chat.parley.console.chat;

import chat.parley.client.RoomRef;
import chat.parley.console.screen.PictureForm;
import chat.parley.console.screen.PipeScreen;
import chat.parley.console.screen.Theme;
import chat.parley.console.settings.ChatSettings;
import chat.parley.console.settings.ExitCode;
import chat.parley.console.settings.ParleyClientFactory;
import chat.parley.console.settings.StartOptions;
import chat.parley.console.settings.Surroundings;
import chat.parley.console.settings.VersionText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code parley}: talks. Checks the options and hands over to the terminal or the pipe. */
@Command(
        name = "parley",
        description = "Secure group chat without a centre.",
        versionProvider = VersionText.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footerHeading = "%nIn a terminal, /help lists the commands. In a pipe, lines go in and out: messages as"
                + " '[room] name: text', all else as '* text', in UTF-8. Options can be kept in ~/.parley.properties,"
                + " as 'nick=alice'.%n%nExit codes:%n",
        footer = {
            "  0  all went well; in a pipe, everything said and done is stored by a server",
            "  1  a fault in the program",
            "  2  a wrong option or value",
            "  3  in a pipe: no server was reached in time",
            "  4  in a pipe: a room was not joined or left in time, or does not let you in",
            "  5  in a pipe: something said or done is not stored by a server yet; it goes out at the next start",
            "  6  in a pipe: a line could not be carried out, or was refused later",
            "  7  the folder, the store or a key cannot be used, or no longer"
        })
public final class ChatCommand implements Callable<Integer> {
    private final ParleyClientFactory clients;
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private StartOptions start;

    @Option(
            names = "--join",
            paramLabel = "ROOM",
            split = ",",
            description = "A room to join at once; may be repeated.")
    private List<String> rooms = new ArrayList<>();

    @Option(
            names = "--theme",
            paramLabel = "THEME",
            defaultValue = "dark",
            description = "Colours for a dark or a light terminal, or none; ${DEFAULT-VALUE} if not given.")
    private Theme theme;

    @Option(names = "--no-color", description = "No colours; so does the variable NO_COLOR.")
    private boolean noColor;

    @Option(
            names = "--bell",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Rings, or does not, when somebody names you or writes to you alone.")
    private boolean bell;

    @Option(
            names = "--pictures",
            paramLabel = "HOW",
            defaultValue = "auto",
            description =
                    "How small pictures are drawn: auto (as well as the terminal can), kitty, sixel, blocks or none;"
                            + " ${DEFAULT-VALUE} if not given.")
    private PictureForm pictures;

    @Option(
            names = "--one-room",
            description = "Shows the current room only: what comes in others is counted by the prompt, and shown by"
                    + " /switch; what is meant for you is shown all the same.")
    private boolean oneRoom;

    @Option(
            names = "--json",
            description =
                    "For programs: texts and commands in, one JSON object a line out. A line in that begins with a"
                            + " quotation mark is a JSON string, such as \"two\\nlines\".")
    private boolean json;

    public ChatCommand(ParleyClientFactory clients, Surroundings surroundings) {
        this.clients = clients;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        ChatSettings settings = settings();
        ExitCode code = surroundings.terminal() && !json
                ? new TerminalChat(clients, settings, surroundings).run()
                : new Pipe(clients, settings, surroundings).run(new PipeChat(settings, surroundings, voice()));
        return code.number();
    }

    private Voice voice() {
        PipeScreen out = new PipeScreen(surroundings.out());
        return json ? new JsonVoice(out, surroundings.clock()) : new PlainVoice(out);
    }

    private ChatSettings settings() {
        try {
            List<RoomRef.Open> names =
                    rooms.stream().map(RoomRef::open).distinct().toList();
            Theme used = noColor || surroundings.noColor() ? Theme.NONE : theme;
            return new ChatSettings(
                    start.client(surroundings),
                    names,
                    start.patience(),
                    new ChatSettings.Look(used, bell, pictures, oneRoom),
                    start.locks());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
