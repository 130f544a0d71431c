package chat.parley.console.chat;

import chat.parley.client.RoomRef;
import chat.parley.console.command.Catalogue;
import chat.parley.console.picture.Easel;
import chat.parley.console.screen.TerminalScreen;
import chat.parley.console.session.Session;
import chat.parley.console.settings.PrivateFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import org.jline.keymap.KeyMap;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.Widget;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;

/** Makes the terminal's line reader serve a chat: it completes, remembers commands, and has keys for rooms. */
final class Keyboard {
    /** Commands kept for the arrow keys. */
    private static final int HISTORY_KEPT = 500;

    private static final String HISTORY_FILE = "history";

    /** Rooms that have a key of their own. */
    private static final int ROOM_KEYS = 9;

    /** What the keys do that put text into the line, or take it out. */
    private static final List<String> CHANGING = List.of(
            LineReader.SELF_INSERT,
            LineReader.BEGIN_PASTE,
            LineReader.YANK,
            LineReader.BACKWARD_DELETE_CHAR,
            LineReader.BACKWARD_KILL_WORD,
            LineReader.KILL_LINE,
            LineReader.KILL_WHOLE_LINE,
            LineReader.BACKWARD_KILL_LINE);

    private final LineReaderImpl reader;

    Keyboard(Terminal terminal) {
        reader = reader(terminal);
    }

    LineReaderImpl reader() {
        return reader;
    }

    private static LineReaderImpl reader(Terminal terminal) {
        LineReaderImpl reader = new LineReaderImpl(terminal, "parley", null);
        DefaultParser words = new DefaultParser();
        // People's texts are not shell commands: quotes and backslashes stand for themselves.
        words.setQuoteChars(new char[0]);
        words.setEscapeChars(new char[0]);
        reader.setParser(words);
        reader.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        // A line that was typed is shown once, as the client's own message.
        reader.option(LineReader.Option.ERASE_LINE_ON_FINISH, true);
        reader.option(LineReader.Option.HISTORY_TIMESTAMPED, false);
        reader.option(LineReader.Option.CASE_INSENSITIVE, true);
        return reader;
    }

    /** Completes, remembers and switches rooms by keys from now on. */
    void serve(Session session, Catalogue catalogue, TerminalScreen screen, Path folder) throws IOException {
        reader.setCompleter(new ChatCompleter(session, catalogue));
        reader.setVariable(LineReader.HISTORY_FILE, historyFile(folder));
        reader.setVariable(LineReader.HISTORY_SIZE, HISTORY_KEPT);
        reader.setVariable(LineReader.HISTORY_FILE_SIZE, HISTORY_KEPT);
        CommandHistory history = new CommandHistory(catalogue::keeps);
        reader.setHistory(history);
        history.attach(reader);
        for (int i = 0; i < ROOM_KEYS; i++) {
            int index = i;
            bind(screen, "room-" + (i + 1), KeyMap.alt((char) ('1' + i)), () -> {
                List<RoomRef> rooms = session.client().rooms();
                if (index < rooms.size()) {
                    session.enter(rooms.get(index));
                }
            });
        }
        bind(
                screen,
                "room-unread",
                KeyMap.alt('a'),
                () -> session.unread().next().ifPresent(session::enter));
    }

    /** Tells of the keys that change a line of talk. */
    void tell(TypingKeys typing, TerminalScreen screen) {
        for (String name : CHANGING) {
            Widget before = reader.getWidgets().get(name);
            reader.getWidgets().put(name, () -> {
                boolean done = before.apply();
                if (!screen.isAsking()) {
                    typing.pressed(reader.getBuffer().toString());
                }
                return done;
            });
        }
    }

    private void bind(TerminalScreen screen, String name, String key, Runnable action) {
        reader.getWidgets().put(name, () -> {
            if (!screen.isAsking()) {
                action.run();
            }
            return true;
        });
        reader.getKeyMaps().get(LineReader.EMACS).bind(new Reference(name), key);
        reader.getKeyMaps().get(LineReader.VIINS).bind(new Reference(name), key);
    }

    /** Asks the terminal what it can draw; what it answers comes as keys do. */
    void ask(Easel easel) {
        TerminalAnswers answers = new TerminalAnswers(reader);
        answers.command(easel::command);
        answers.control("?", 'c', easel::attributes);
        answers.control("6;", 't', easel::cell);
        easel.question().ifPresent(question -> {
            reader.getTerminal().writer().print(question);
            reader.getTerminal().flush();
        });
    }

    void saveHistory() throws IOException {
        reader.getHistory().save();
    }

    /** The file in the client's folder, for its owner only. */
    private static Path historyFile(Path folder) throws IOException {
        Path file = folder.resolve(HISTORY_FILE);
        try {
            PrivateFile.create(file);
        } catch (FileAlreadyExistsException e) {
            // From an earlier run.
        }
        return file;
    }
}
