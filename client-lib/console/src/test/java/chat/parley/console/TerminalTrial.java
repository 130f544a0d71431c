package chat.parley.console;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.console.domain.KeyFiles;
import chat.parley.console.settings.ParleyClientFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The console over a client without a network, to be tried by hand in a terminal: somebody writes every second, and the
 * connection comes and goes. Not a test.
 */
final class TerminalTrial {
    private TerminalTrial() {}

    public static void main(String[] arguments) {
        ScheduledExecutorService life = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "trial");
            thread.setDaemon(true);
            return thread;
        });
        ParleyClientFactory clients = (options, passphrase, listener) -> {
            makeFolder(options.folder());
            FakeClient client = new FakeClient(new FakeClient.Script(true, true, true, 700), options, listener);
            Person bob = client.me().self() ? FakeClient.person(2, "bob", false) : client.me();
            RoomRef.Open old = RoomRef.open("old");
            client.remember(old, List.of(client.me(), bob), List.of(FakeClient.message(1, "old", bob, "from before")));
            int[] count = {10};
            life.scheduleAtFixedRate(
                    () -> client.tell(
                            FakeClient.message(count[0]++, "old", bob, "line " + count[0] + " \u001b[31mred\n\u202e")),
                    2,
                    1,
                    TimeUnit.SECONDS);
            life.schedule(() -> client.tell(new ClientEvent.BeforeJoining(old, 12)), 3, TimeUnit.SECONDS);
            return client;
        };
        System.exit(new CommandTree(clients, new KeyFiles(), StandardStreams.surroundings()).run(arguments));
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
