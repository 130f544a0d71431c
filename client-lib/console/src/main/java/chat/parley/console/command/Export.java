package chat.parley.console.command;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.console.screen.InertText;
import chat.parley.console.session.JsonLines;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import chat.parley.console.settings.PrivateFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Writes what was said in a room into a file for its owner only. */
final class Export {
    /** So many messages are written at most, the last ones. */
    private static final int MOST = 1_000_000;

    private final Session session;

    Export(Session session) {
        this.session = session;
    }

    /** Writes a new file; returns how many messages are in it. */
    int write(RoomRef room, Path file) {
        Function<ClientEvent.Message, String> format = file.toString().endsWith(".json") ? this::json : this::plain;
        List<ClientEvent.Message> messages = session.client().history(room, MOST);
        try {
            PrivateFile.create(file);
            try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                for (ClientEvent.Message message : messages) {
                    out.write(format.apply(message));
                    out.write('\n');
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw new Refusal("there is a file " + file + " already: name a new one");
        } catch (IOException e) {
            throw new Refusal(file + " cannot be written: name a file in a folder that is yours");
        }
        return messages.size();
    }

    private String json(ClientEvent.Message message) {
        return new JsonLines(session).of("message", message);
    }

    private String plain(ClientEvent.Message message) {
        String text = message.marks().deleted() ? "(taken back)" : InertText.of(message.text());
        return message.time() + " " + session.tags().of(message.room(), message.sender()) + ": " + text;
    }
}
