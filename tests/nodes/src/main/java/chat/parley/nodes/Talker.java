package chat.parley.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.ClientOptions;
import chat.parley.client.ParleyClient;
import chat.parley.client.ParleyClients;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.EventId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A person with a real client, who remembers all that the client tells. */
public final class Talker implements AutoCloseable {
    public static final Duration SOON = Duration.ofSeconds(30);

    private final List<ClientEvent> heard = new CopyOnWriteArrayList<>();
    private final Map<Long, String> said = new LinkedHashMap<>();
    private final ParleyClient client;

    private Talker(Path folder, String name, String... servers) {
        client = ParleyClients.open(new ClientOptions(folder, name, List.of(servers)), heard::add);
    }

    /** Opens the client in a folder; the name is the person's too. */
    public static Talker open(Path folder, String name, String... servers) {
        return new Talker(folder, name, servers);
    }

    /** Opens it and waits until a server has welcomed it. */
    public static Talker connected(Path folder, String name, String... servers) {
        Talker talker = open(folder, name, servers);
        Eventually.within(SOON, () -> assertThat(talker.server()).isNotEmpty());
        return talker;
    }

    /** Opens it, joins a room and waits until it is in. */
    public static Talker in(RoomRef.Open room, Path folder, String name, String... servers) {
        Talker talker = open(folder, name, servers);
        talker.join(room);
        return talker;
    }

    public ParleyClient client() {
        return client;
    }

    /** Joins and waits until it is in. */
    public void join(RoomRef.Open room) {
        client.join(room);
        Eventually.within(
                SOON,
                () -> assertThat(all(ClientEvent.Joined.class))
                        .as("%s joined", client.me().name())
                        .anyMatch(joined -> joined.room().equals(room)));
    }

    /** Says a text; the client has it in its store when this returns. */
    public void say(RoomRef room, String text) {
        long number = client.say(room, text);
        synchronized (said) {
            said.put(number, text);
        }
    }

    /** What was told, of one kind, in the order of telling. */
    public <T extends ClientEvent> List<T> all(Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (ClientEvent each : heard) {
            if (kind.isInstance(each)) {
                found.add(kind.cast(each));
            }
        }
        return found;
    }

    /** The texts told in a room, own ones included, in the order of telling. */
    public List<String> texts(RoomRef room) {
        return all(ClientEvent.Message.class).stream()
                .filter(message -> message.room().equals(room))
                .map(ClientEvent.Message::text)
                .toList();
    }

    /** The texts of one person, in the order of telling. */
    public List<String> textsOf(RoomRef room, String name) {
        return all(ClientEvent.Message.class).stream()
                .filter(message -> message.room().equals(room))
                .filter(message -> message.sender().name().equals(name))
                .map(ClientEvent.Message::text)
                .toList();
    }

    /** The room as it is kept: the same order for all. */
    public List<String> history(RoomRef room) {
        return client.history(room, Integer.MAX_VALUE).stream()
                .map(ClientEvent.Message::text)
                .toList();
    }

    public List<EventId> historyIds(RoomRef room) {
        return client.history(room, Integer.MAX_VALUE).stream()
                .map(ClientEvent.Message::id)
                .toList();
    }

    public List<String> members(RoomRef room) {
        return client.members(room).stream().map(Person::name).toList();
    }

    /** The own texts of which a server has said that they are on its disk. */
    public List<String> acknowledged() {
        List<String> texts = new ArrayList<>();
        synchronized (said) {
            Map<Long, String> left = new HashMap<>(said);
            for (ClientEvent.Stored each : all(ClientEvent.Stored.class)) {
                String text = left.remove(each.number());
                if (text != null) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    /** The server it is connected to now; empty if to none. */
    public String server() {
        return client.connection().server().orElse("");
    }

    /** What should never be told while nobody misbehaves. */
    public void assertUntroubled() {
        assertThat(all(ClientEvent.Problem.class)).isEmpty();
        assertThat(all(ClientEvent.Unreadable.class)).isEmpty();
    }

    /** Asserts that no connection broke; on a busy machine a server may be silent for seconds, which is not its doing. */
    public void assertConnected() {
        assertThat(all(ClientEvent.Disconnected.class))
                .allMatch(each -> each.reason().equals("it went silent"));
    }

    @Override
    public void close() {
        client.close();
    }
}
