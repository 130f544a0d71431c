package chat.parley.console.chat;

import chat.parley.client.RoomRef;
import chat.parley.console.command.Catalogue;
import chat.parley.console.session.Session;
import chat.parley.console.settings.PrivateFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import org.jline.keymap.KeyMap;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;

/** Reads lines at a terminal: one reader for what the person says, another for what they are asked. */
final class Readers {
    /** Commands kept for the arrow keys. */
    private static final int HISTORY_KEPT = 500;

    private static final String HISTORY_FILE = "history";

    /** Rooms that have a key of their own. */
    private static final int ROOM_KEYS = 9;

    private final LineReaderImpl talk;
    private final LineReaderImpl questions;

    Readers(Terminal terminal) {
        talk = reader(terminal);
        questions = reader(terminal);
        questions.setVariable(LineReader.DISABLE_HISTORY, true);
        questions.setVariable(LineReader.DISABLE_COMPLETION, true);
    }

    LineReaderImpl talk() {
        return talk;
    }

    LineReaderImpl questions() {
        return questions;
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
    void serve(Session session, Catalogue catalogue, Path folder) throws IOException {
        talk.setCompleter(new ChatCompleter(session, catalogue));
        talk.setVariable(LineReader.HISTORY_FILE, historyFile(folder));
        talk.setVariable(LineReader.HISTORY_SIZE, HISTORY_KEPT);
        talk.setVariable(LineReader.HISTORY_FILE_SIZE, HISTORY_KEPT);
        CommandHistory history = new CommandHistory(catalogue::keeps);
        talk.setHistory(history);
        history.attach(talk);
        for (int i = 0; i < ROOM_KEYS; i++) {
            int index = i;
            bind("room-" + (i + 1), KeyMap.alt((char) ('1' + i)), () -> {
                List<RoomRef> rooms = session.client().rooms();
                if (index < rooms.size()) {
                    session.enter(rooms.get(index));
                }
            });
        }
        bind("room-unread", KeyMap.alt('a'), () -> session.unread().next().ifPresent(session::enter));
    }

    private void bind(String name, String key, Runnable action) {
        talk.getWidgets().put(name, () -> {
            action.run();
            return true;
        });
        talk.getKeyMaps().get(LineReader.EMACS).bind(new Reference(name), key);
        talk.getKeyMaps().get(LineReader.VIINS).bind(new Reference(name), key);
    }

    void saveHistory() throws IOException {
        talk.getHistory().save();
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
