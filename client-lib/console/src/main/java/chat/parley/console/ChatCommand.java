package chat.parley.console;

import chat.parley.client.ClientOptions;
import chat.parley.client.RoomRef;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
                + " '[room] name: text', all else as '* text', in UTF-8.%n%nExit codes:%n",
        footer = {
            "  0  all went well; in a pipe, everything said is stored by a server",
            "  1  a fault in the program",
            "  2  a wrong option or value",
            "  3  in a pipe: no server was reached in time",
            "  4  in a pipe: a room was not joined or left in time",
            "  5  in a pipe: something said is not stored by a server yet; it goes out at the next start",
            "  6  in a pipe: a line could not be carried out",
            "  7  the folder, the store or a key cannot be used"
        })
final class ChatCommand implements Callable<Integer> {
    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final int DEFAULT_PORT = 8080;
    private static final int MAX_WAIT_SECONDS = 3600;

    private final ParleyClientFactory clients;
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(names = "--host", paramLabel = "H", description = "The server's host; " + DEFAULT_HOST + " if not given.")
    private String host;

    @Option(names = "--port", paramLabel = "P", description = "The server's port; " + DEFAULT_PORT + " if not given.")
    private Integer port;

    @Option(names = "--nick", paramLabel = "N", description = "What others call you; your user name if not given.")
    private String nick;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "A server, as ws://host:port/parley or wss://...; may be repeated.")
    private List<String> servers = new ArrayList<>();

    @Option(names = "--join", paramLabel = "ROOM", description = "A room to join at once; may be repeated.")
    private List<String> rooms = new ArrayList<>();

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            description = "Where your keys and messages are kept; ~/.parley/<nick> if not given.")
    private Path home;

    @Option(names = "--no-color", description = "No colours; so does the variable NO_COLOR.")
    private boolean noColor;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description =
                    "In a pipe, the longest wait for a server, for a room, and at the end for everything to be stored;"
                            + " ${DEFAULT-VALUE} if not given.")
    private int wait;

    ChatCommand(ParleyClientFactory clients, Surroundings surroundings) {
        this.clients = clients;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        ChatSettings settings = settings();
        ExitCode code = surroundings.terminal()
                ? new TerminalChat(clients, settings).run()
                : new PipeChat(clients, settings, surroundings).run();
        return code.number();
    }

    private ChatSettings settings() {
        try {
            Nick name = new Nick(nick != null ? nick : systemName());
            Path folder =
                    home != null ? home : surroundings.home().resolve(".parley").resolve(name.folder());
            ClientOptions client = new ClientOptions(folder, name.value(), urls());
            if (wait < 1 || wait > MAX_WAIT_SECONDS) {
                throw new IllegalArgumentException("--wait is a number of seconds from 1 to " + MAX_WAIT_SECONDS);
            }
            List<RoomRef.Open> names =
                    rooms.stream().map(RoomRef::open).distinct().toList();
            return new ChatSettings(client, names, Duration.ofSeconds(wait), !noColor && !surroundings.noColor());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private String systemName() {
        String user = surroundings.user();
        if (user == null || user.isBlank() || user.equals("?")) {
            throw new IllegalArgumentException("your system has no name for you: say --nick NAME");
        }
        return user;
    }

    /** Host and port as the person gave them, then the servers; without any, the default host and port. */
    private List<String> urls() {
        List<String> urls = new ArrayList<>();
        if (host != null || port != null || servers.isEmpty()) {
            urls.add(ServerUrl.of(host != null ? host : DEFAULT_HOST, port != null ? port : DEFAULT_PORT));
        }
        servers.stream().map(ServerUrl::of).filter(url -> !urls.contains(url)).forEach(urls::add);
        return List.copyOf(urls);
    }
}
