package chat.parley.console.settings;

import chat.parley.client.ClientOptions;
import chat.parley.client.TransferLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that opens a client: who one is, and where the servers are. */
public final class StartOptions {
    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final int DEFAULT_PORT = 8080;
    private static final int MAX_WAIT_SECONDS = 3600;
    private static final long MIB = 1024L * 1024;

    @Option(names = "--host", paramLabel = "H", description = "The server's host; " + DEFAULT_HOST + " if not given.")
    private String host;

    @Option(names = "--port", paramLabel = "P", description = "The server's port; " + DEFAULT_PORT + " if not given.")
    private Integer port;

    @Option(names = "--nick", paramLabel = "N", description = "What others call you; your user name if not given.")
    private String nick;

    @Option(
            names = "--server",
            paramLabel = "URL",
            split = ",",
            description = "A server, as ws://host:port/parley or wss://...; may be repeated.")
    private List<String> servers = new ArrayList<>();

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            description = "Where your keys and messages are kept; ~/.parley/<nick> if not given.")
    private Path home;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description =
                    "In a pipe, the longest wait for a server, for a room, and at the end for everything to be stored;"
                            + " ${DEFAULT-VALUE} if not given.")
    private int wait;

    @Option(
            names = "--passphrase",
            description = "Asks for the passphrase of your folder; a new folder is locked with it from now on.")
    private boolean passphrase;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "In a pipe, where passwords come from: a line for each that a terminal would ask for, in that"
                    + " order; /dev/fd/3 is a descriptor.")
    private Path passwords;

    @Option(
            names = "--files-at-once",
            paramLabel = "N",
            defaultValue = "3",
            description = "Files that are sent or fetched at a time; ${DEFAULT-VALUE} if not given.")
    private int filesAtOnce;

    @Option(
            names = "--max-file",
            paramLabel = "MIB",
            description = "The largest file to send or fetch, in MiB; if not given, any that the servers take.")
    private Long maxFile;

    /**
     * What the client is opened with.
     *
     * @throws IllegalArgumentException if something makes no sense; the message is for people
     */
    public ClientOptions client(Surroundings surroundings) {
        Nick name = new Nick(nick != null ? nick : systemName(surroundings));
        Path folder =
                home != null ? home : surroundings.home().resolve(".parley").resolve(name.folder());
        return new ClientOptions(folder, name.value(), urls()).with(transfers());
    }

    private TransferLimits transfers() {
        if (filesAtOnce < 1 || filesAtOnce > TransferLimits.MAX_AT_ONCE) {
            throw new IllegalArgumentException(
                    "--files-at-once is a number from 1 to " + TransferLimits.MAX_AT_ONCE + ", not " + filesAtOnce);
        }
        long most = TransferLimits.STANDARD.maxBytes() / MIB;
        if (maxFile != null && (maxFile < 1 || maxFile > most)) {
            throw new IllegalArgumentException("--max-file is a number of MiB from 1 to " + most + ", not " + maxFile);
        }
        return new TransferLimits(filesAtOnce, maxFile == null ? TransferLimits.STANDARD.maxBytes() : maxFile * MIB);
    }

    /**
     * The longest of each wait.
     *
     * @throws IllegalArgumentException if it is none
     */
    public Duration patience() {
        if (wait < 1 || wait > MAX_WAIT_SECONDS) {
            throw new IllegalArgumentException("--wait is a number of seconds from 1 to " + MAX_WAIT_SECONDS);
        }
        return Duration.ofSeconds(wait);
    }

    /** What is locked. */
    public ChatSettings.Locks locks() {
        return new ChatSettings.Locks(passphrase, Optional.ofNullable(passwords));
    }

    private static String systemName(Surroundings surroundings) {
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
