package chat.parley.console;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.console.domain.KeyFiles;
import chat.parley.console.settings.ParleyClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The console over a client without a network, as a program of its own, for a pseudo-terminal: bob answers what is said to him. */
final class TerminalPeople {
    private TerminalPeople() {}

    public static void main(String[] arguments) {
        ParleyClientFactory clients = (options, passphrase, listener) -> {
            makeFolder(options.folder());
            Person bob = FakeClient.person(2, "bob", false);
            FakeClient[] made = new FakeClient[1];
            int[] count = {10};
            FakeClient.Script script = new FakeClient.Script(true, true, true, 5);
            made[0] = new FakeClient(script, options, event -> {
                listener.on(event);
                if (event instanceof ClientEvent.Message said && said.text().startsWith("bob: ")) {
                    String answer = "alice: " + said.text().substring(5);
                    made[0].tell(FakeClient.message(count[0]++, said.room(), bob, answer));
                } else if (event instanceof ClientEvent.Message said
                        && said.text().equals("mimic me")) {
                    made[0].whenTyping((room, typing) -> made[0].tell(new ClientEvent.Typing(room, bob, typing)));
                } else if (event instanceof ClientEvent.Message said
                        && said.text().equals("elsewhere")) {
                    made[0].tell(FakeClient.message(count[0]++, "other", bob, "over here"));
                } else if (event instanceof ClientEvent.Message said
                        && said.text().matches("carry [0-9]+")) {
                    long done = Long.parseLong(said.text().substring(6));
                    made[0].tell(
                            done < 100
                                    ? new ClientEvent.FileProgress(said.room(), 7, "notes.txt", true, done, 100)
                                    : new ClientEvent.FileFailed(
                                            said.room(), 7, "notes.txt", "QUOTA", "no room there"));
                }
            });
            made[0].remember(RoomRef.open("lobby"), List.of(made[0].me(), bob), List.of());
            made[0].remember(RoomRef.open("other"), List.of(made[0].me(), bob), List.of());
            return made[0];
        };
        System.exit(new CommandTree(clients, new KeyFiles(), StandardStreams.surroundings()).run(arguments));
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
