package chat.parley.console;

import chat.parley.client.ParleyClient;
import chat.parley.client.RoomRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A chat with a person at a terminal. */
final class TerminalChat {
    /** Messages of each room shown again at the start. */
    private static final int HISTORY_SHOWN = 10;

    /** Commands kept for the arrow keys. */
    private static final int HISTORY_KEPT = 500;

    /** At the end, the longest wait for messages on the way. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(3);

    private static final String HISTORY_FILE = "history";

    private final ParleyClientFactory clients;
    private final ChatSettings settings;
    private final CommandReader commands = new CommandReader();

    TerminalChat(ParleyClientFactory clients, ChatSettings settings) {
        this.clients = clients;
        this.settings = settings;
    }

    /** Runs until the person quits. */
    ExitCode run() throws IOException {
        // Closed from the last to the first: the client before the relay, so that its last events are still shown.
        try (Terminal terminal = terminal();
                EventRelay relay = new EventRelay();
                ParleyClient client = clients.open(settings.client(), relay)) {
            RoomFocus focus = new RoomFocus();
            Palette palette = new Palette(settings.color(), ZoneId.systemDefault());
            Prompt prompt = new Prompt(client, focus, palette);
            LineReaderImpl reader = reader(terminal, new ChatCompleter(client, focus));
            TerminalScreen screen = new TerminalScreen(reader, palette, prompt::now);
            Session session = new Session(client, screen, focus);
            session.showHistory(HISTORY_SHOWN);
            session.tell("you are " + InertText.name(client.me().name()) + "; /help lists the commands, Ctrl-D ends");
            relay.start(session);
            join(session, settings.rooms());
            holdKeys(terminal);
            readAll(session, reader, screen);
            reader.getHistory().save();
            waitForLast(session);
        }
        return ExitCode.OK;
    }

    private static void join(Session session, List<RoomRef.Open> rooms) {
        rooms.stream().limit(1).forEach(session::join);
        rooms.stream().skip(1).forEach(session::joinBeside);
    }

    private void readAll(Session session, LineReaderImpl reader, TerminalScreen screen) {
        while (true) {
            try {
                String line = reader.readLine(screen.prompt());
                if (commands.read(line).in(session) == Command.Outcome.QUIT) {
                    return;
                }
            } catch (UserInterruptException e) {
                // Ctrl-C: the line is gone, the chat goes on.
            } catch (EndOfFileException e) {
                return;
            }
        }
    }

    /** Between two lines, too, a key is input: not an echo, a signal or an end of file that gets lost. */
    private static void holdKeys(Terminal terminal) {
        terminal.enterRawMode();
        terminal.handle(Terminal.Signal.INT, Terminal.SignalHandler.SIG_IGN);
    }

    private static void waitForLast(Session session) {
        if (!session.await(() -> session.unsent() == 0, LAST_WAIT)) {
            session.tell(session.notStored() + " at the next start");
        }
    }

    /** JNI first; where its library cannot be loaded, the system's stty. */
    private static Terminal terminal() throws IOException {
        return TerminalBuilder.builder()
                .name("parley")
                .system(true)
                .encoding(StandardCharsets.UTF_8)
                .ffm(false)
                .jna(false)
                .jansi(false)
                .build();
    }

    private LineReaderImpl reader(Terminal terminal, ChatCompleter completer) throws IOException {
        LineReaderImpl reader = new LineReaderImpl(terminal, "parley", null);
        DefaultParser words = new DefaultParser();
        // People's texts are not shell commands: quotes and backslashes stand for themselves.
        words.setQuoteChars(new char[0]);
        words.setEscapeChars(new char[0]);
        reader.setParser(words);
        reader.setCompleter(completer);
        reader.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        // A line that was typed is shown once, as the client's own message.
        reader.option(LineReader.Option.ERASE_LINE_ON_FINISH, true);
        reader.option(LineReader.Option.HISTORY_TIMESTAMPED, false);
        reader.option(LineReader.Option.CASE_INSENSITIVE, true);
        reader.setVariable(
                LineReader.HISTORY_FILE, historyFile(settings.client().folder()));
        reader.setVariable(LineReader.HISTORY_SIZE, HISTORY_KEPT);
        reader.setVariable(LineReader.HISTORY_FILE_SIZE, HISTORY_KEPT);
        CommandHistory history = new CommandHistory();
        reader.setHistory(history);
        history.attach(reader);
        return reader;
    }

    /** The file in the client's folder, for its owner only. */
    private static Path historyFile(Path folder) throws IOException {
        Path file = folder.resolve(HISTORY_FILE);
        try {
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
        } catch (FileAlreadyExistsException e) {
            // From an earlier run.
        }
        return file;
    }
}
