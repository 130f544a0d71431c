package chat.parley.longroom;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.server.peer.Conversation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Long rooms between real stores. The figures are printed, and nothing is asserted of time. {@code -Dparley.long.events=100000} takes the full length.
 */
class LongRoomTest {
    private static final RoomRef.Open ROOM = RoomRef.open("long");
    private static final int PEOPLE = 20;
    private static final int EVENTS = Integer.getInteger("parley.long.events", 20_000);
    private static final int ROOM_EVENTS = 10_000;

    /** Some pages, and not the room, which is ten times as much. */
    private static final long NEWEST_CHARACTERS = 1_000_000;

    private static final long MEGABYTE = 1024 * 1024;
    private static final Runnable NOTHING = () -> {};

    @TempDir
    private Path folder;

    private final TestRoom room = new TestRoom("long");
    private final List<TestPerson> people = new ArrayList<>();
    private final List<Event> joins = SqliteNode.joined(room, people, PEOPLE);
    private long begun;

    private void begin() {
        begun = System.nanoTime();
    }

    private long figure(String what) {
        long millis = (System.nanoTime() - begun) / 1_000_000;
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "%s: %d ms; heap then %d MB%n",
                what, millis, (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE);
        return millis;
    }

    @Test
    @DisplayName(
            "a new client sees the newest page of a room of 10,000 events by little more than that, and older pages on demand")
    void newClient_longRoom_newestPageSoon() throws Exception {
        try (SqliteNode node = new SqliteNode(folder, "ws://a:1/parley");
                ClientOverQueue client = new ClientOverQueue(node, folder.resolve("client"), "carl")) {
            node.take(joins);
            node.talk(room.id(), people, ROOM_EVENTS);
            client.core.join(ROOM);
            begin();
            client.connect();
            client.until(() -> !client.all(ClientEvent.Joined.class).isEmpty(), NOTHING);
            figure("newest page of " + ROOM_EVENTS + " events (" + client.carried + " characters)");
            assertThat(client.carried).isLessThan(NEWEST_CHARACTERS);
            begin();
            boolean more = true;
            for (int asked = 1; more; asked++) {
                int pages = asked;
                client.core.older(ROOM, 256);
                client.until(() -> client.all(ClientEvent.Older.class).size() == pages, NOTHING);
                more = client.all(ClientEvent.Older.class).get(asked - 1).more();
            }
            figure("the whole room, page by page");
            assertThat(client.all(ClientEvent.Problem.class)).isEmpty();
        }
    }

    @Test
    @DisplayName("I9: a client away for long catches up in one go while people talk; starting it reads little")
    void awayClient_longGap_catchesUp() throws Exception {
        Path home = folder.resolve("client");
        try (SqliteNode node = new SqliteNode(folder, "ws://a:1/parley")) {
            node.take(joins);
            try (ClientOverQueue client = new ClientOverQueue(node, home, "carl")) {
                client.core.join(ROOM);
                client.connect();
                client.until(() -> !client.all(ClientEvent.Joined.class).isEmpty(), NOTHING);
            }
            begin();
            node.talk(room.id(), people, EVENTS);
            figure("(writing " + EVENTS + " events)");
            try (ClientOverQueue client = new ClientOverQueue(node, home, "carl")) {
                client.connect();
                begin();
                int[] frames = {0};
                client.until(() -> !client.all(ClientEvent.Joined.class).isEmpty(), () -> {
                    if (++frames[0] % 10 == 0) {
                        node.talk(room.id(), people, 1);
                    }
                });
                client.drain();
                figure("a client catches up " + EVENTS + " events while people talk");
                assertThat(client.all(ClientEvent.Problem.class)).isEmpty();
            }
            begin();
            try (ClientOverQueue client = new ClientOverQueue(node, home, "carl")) {
                figure("starting a client that holds them");
                assertThat(client.core.members(ROOM)).hasSize(PEOPLE + 1);
            }
        }
    }

    @Test
    @DisplayName("I1, I9: a server away for long catches up in one go while people talk")
    void awayServer_longGap_catchesUp() throws Exception {
        try (SqliteNode here = new SqliteNode(folder, "ws://a:1/parley");
                SqliteNode there = new SqliteNode(Files.createDirectory(folder.resolve("b")), "ws://b:1/parley")) {
            here.take(joins);
            here.talk(room.id(), people, EVENTS);
            QueuePeer toThere = new QueuePeer(here.frames);
            QueuePeer toHere = new QueuePeer(there.frames);
            begin();
            Conversation dialling =
                    there.links.dialling(toHere, here.identity.certificate().url());
            Conversation dialled = here.links.dialled(toThere);
            int steps = 0;
            while (!toThere.texts.isEmpty() || !toHere.texts.isEmpty()) {
                String text = toThere.texts.poll();
                if (text != null) {
                    there.receive(dialling, text);
                }
                text = toHere.texts.poll();
                if (text != null) {
                    here.receive(dialled, text);
                }
                if (++steps % 20 == 0 && steps < EVENTS / 10) {
                    here.talk(room.id(), people, 1);
                }
            }
            figure("a server catches up " + EVENTS + " events while people talk");
            assertThat(there.count(room.id())).isEqualTo(here.count(room.id())).isGreaterThan(EVENTS);
        }
    }
}
