package chat.parley.federation.chaos;

import chat.parley.client.ClientEvent;
import chat.parley.client.ClientOptions;
import chat.parley.client.ParleyClient;
import chat.parley.client.ParleyClients;
import chat.parley.client.RoomRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A person who talks without a pause, whatever happens, and writes down all that the client does and tells. */
final class Voice implements AutoCloseable {
    private final String name;
    private final RoomRef.Open room;
    private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger said = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ParleyClient client;

    private Voice(RoomRef.Open room, Path folder, String name, List<String> servers) {
        this.name = name;
        this.room = room;
        client = ParleyClients.open(new ClientOptions(folder, name, servers), this::heard);
        client.join(room);
    }

    /** Opens a client that prefers the first server, and joins. */
    static Voice in(RoomRef.Open room, Path folder, String name, List<String> servers) {
        return new Voice(room, folder, name, servers);
    }

    /** How many members of the room this person knows. */
    int company() {
        return client.members(room).size();
    }

    void talk(long periodMillis) {
        timer.scheduleAtFixedRate(this::say, 0, periodMillis, TimeUnit.MILLISECONDS);
    }

    void fallSilent() throws InterruptedException {
        timer.shutdown();
        timer.awaitTermination(10, TimeUnit.SECONDS);
    }

    int said() {
        return said.get();
    }

    int seen() {
        return seen.get();
    }

    /** How many messages not even two servers have. */
    int unsafe() {
        return client.unsent() + client.onOneServer();
    }

    History history() {
        List<String> ids = client.history(room, Integer.MAX_VALUE).stream()
                .map(message -> message.id().toString())
                .toList();
        return new History(name, new ArrayList<>(entries), ids, client.unsent());
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.close();
    }

    private void say() {
        String text = name + " " + said.get();
        entries.add(new Entry.Invoked(now(), text));
        try {
            long number = client.say(room, text);
            entries.add(new Entry.Taken(now(), text, number));
            said.incrementAndGet();
        } catch (RuntimeException e) {
            entries.add(new Entry.Trouble(now(), "a text was not taken: " + e.getMessage()));
        }
    }

    private void heard(ClientEvent event) {
        if (event instanceof ClientEvent.Sent sent) {
            entries.add(new Entry.Sent(now(), sent.number(), sent.id().toString()));
        } else if (event instanceof ClientEvent.Stored stored) {
            entries.add(new Entry.Stored(now(), stored.number()));
        } else if (event instanceof ClientEvent.Safe safe) {
            entries.add(new Entry.Safe(now(), safe.number()));
        } else if (event instanceof ClientEvent.Message message) {
            entries.add(new Entry.Seen(now(), message.id().toString()));
            seen.incrementAndGet();
        } else if (event instanceof ClientEvent.Unreadable unreadable) {
            entries.add(new Entry.Unreadable(now(), unreadable.id() + ": " + unreadable.why()));
        } else if (event instanceof ClientEvent.BeforeJoining before) {
            // Nobody spoke before all had joined.
            entries.add(new Entry.Unreadable(now(), before.count() + " taken for from before joining"));
        } else if (event instanceof ClientEvent.Problem problem) {
            entries.add(new Entry.Trouble(now(), problem.code()));
        }
    }

    private static long now() {
        return System.nanoTime();
    }
}
