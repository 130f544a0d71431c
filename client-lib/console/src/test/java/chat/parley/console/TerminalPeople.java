package chat.parley.console;

import chat.parley.client.ClientEvent;
import chat.parley.client.ClientListener;
import chat.parley.client.ClientOptions;
import chat.parley.client.OwnedRooms;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import chat.parley.console.domain.KeyFiles;
import chat.parley.console.settings.ParleyClientFactory;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.rules.Rank;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/**
 * The console over a client without a network, as a program of its own, for a pseudo-terminal: what alice says makes bob, or
 * the world, do things.
 */
final class TerminalPeople {
    private static final Person BOB = FakeClient.person(2, "bob", false);

    private final ClientListener listener;
    private final FakeClient client;
    private int count = 10;

    private TerminalPeople(ClientOptions options, ClientListener listener) {
        this.listener = listener;
        try {
            Files.createDirectories(options.folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.client = new FakeClient(new FakeClient.Script(true, true, true, 5), options, this::heard);
        client.remember(RoomRef.open("lobby"), List.of(client.me(), BOB), List.of());
        client.remember(RoomRef.open("other"), List.of(client.me(), BOB), List.of());
    }

    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        ParleyClientFactory clients = (options, passphrase, listener) -> new TerminalPeople(options, listener).client;
        System.exit(new CommandTree(clients, new KeyFiles(), StandardStreams.surroundings()).run(arguments));
    }

    private void heard(ClientEvent event) {
        listener.on(event);
        if (event instanceof ClientEvent.Message said && said.sender().self()) {
            answer(said.room(), said.text());
        } else if (event instanceof ClientEvent.Waits waits
                && waits.waiting().text().equals("regain")) {
            client.regain();
        }
    }

    private void answer(RoomRef room, String text) {
        if (text.startsWith("bob: ")) {
            client.tell(FakeClient.message(count++, room, BOB, "alice: " + text.substring(5)));
        } else if (text.matches("carry [0-9]+")) {
            long done = Long.parseLong(text.substring(6));
            client.tell(
                    done < 100
                            ? new ClientEvent.FileProgress(room, 7, "notes.txt", true, done, 100)
                            : new ClientEvent.FileFailed(room, 7, "notes.txt", "QUOTA", "no room there"));
        } else {
            happen(room, text);
        }
    }

    private void happen(RoomRef room, String text) {
        switch (text) {
            case "elsewhere" -> client.tell(FakeClient.message(count++, "other", BOB, "over here"));
            case "everywhere" -> {
                client.tell(FakeClient.message(count++, "lobby", BOB, "in the lobby"));
                client.tell(FakeClient.message(count++, "other", BOB, "in the other"));
                client.tell(FakeClient.message(count++, "other", BOB, "once more"));
            }
            case "invite me" ->
                client.tell(new ClientEvent.Invitation(
                        new OwnedRooms.Invited(FakeOwnedRooms.GARDEN, BOB, Rank.MEMBER, false)));
            case "mimic me" ->
                client.whenTyping((where, typing) -> client.tell(new ClientEvent.Typing(where, BOB, typing)));
            case "lose" -> client.lose();
            case "break down" -> client.breakDown();
            case "poem" -> client.tell(FakeClient.message(count++, room, BOB, "roses\n* connected to ws://evil"));
            case "seal" ->
                client.tell(new ClientEvent.FileProgress(
                        room, 7, "notes.txt", true, ClientEvent.FileProgress.Stage.SEALING, 0, 0));
            case "stall" ->
                client.tell(new ClientEvent.FileProgress(
                        room, 7, "notes.txt", true, ClientEvent.FileProgress.Stage.STALLED, 50, 100));
            case "offer" -> offer(room, "notes.txt", Optional.empty());
            case "picture" -> offer(room, "cat.png", Optional.of(picture()));
            default -> {
                // It is talk.
            }
        }
    }

    private void offer(RoomRef room, String name, Optional<byte[]> preview) {
        ClientEvent.Marks marks = new ClientEvent.Marks(
                Optional.empty(),
                false,
                false,
                new TreeMap<>(),
                Optional.of(new ClientEvent.Attachment(name, "text/plain", 1000, preview)));
        ClientEvent.Message message = new ClientEvent.Message(
                room, new EventId(FakeClient.id(count++)), BOB, FakeClient.NOON, "", marks, false);
        client.files().offer(message, SharedFiles.State.OFFERED);
        client.tell(message);
    }

    private static byte[] picture() {
        BufferedImage image = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 20; x++) {
            for (int y = 0; y < 20; y++) {
                image.setRGB(x, y, 0xc02040);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
