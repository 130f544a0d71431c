package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.store.MemoryClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.id.EventId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("I6 I8: messages, and what acts on them, show the same in whatever order they come")
class RevisionOrderTest {
    private static final int SAID = 250;
    private static final int ORDERS = 12;

    private final TestRoom room = new TestRoom("talk");
    private final List<TestPerson> people =
            List.of(new TestPerson("anna"), new TestPerson("ben"), new TestPerson("cleo"), new TestPerson("dora"));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anyOrder_showsTheSame(long seed) {
        Random random = new Random(seed);
        people.forEach(room::join);
        List<Said> said = talk(random);
        MemoryClientStore first = new MemoryClientStore();
        Map<EventId, ClientEvent.Message> expected = read(said, first, random);
        assertThat(expected.values()).anyMatch(m -> m.marks().edited());
        assertThat(expected.values()).anyMatch(m -> m.marks().deleted());
        assertThat(expected.values()).anyMatch(m -> !m.marks().reactions().isEmpty());
        for (int i = 0; i < ORDERS; i++) {
            Collections.shuffle(said, random);
            MemoryClientStore store = new MemoryClientStore();
            assertThat(read(said, store, random)).isEqualTo(expected);
            for (Table table : List.of(Table.MESSAGE, Table.AMENDMENT, Table.WAITING, Table.RECEIVED)) {
                assertThat(sorted(store, table)).isEqualTo(sorted(first, table));
            }
        }
    }

    /** What is told to a person in this order, with restarts: what they see in the end. */
    private Map<EventId, ClientEvent.Message> read(List<Said> said, MemoryClientStore store, Random random) {
        Map<EventId, ClientEvent.Message> shown = new LinkedHashMap<>();
        Messages reader = reader(store);
        for (Said each : said) {
            List<ClientEvent> told = new ArrayList<>();
            each.read(reader, people.get(0), told);
            if (random.nextInt(10) == 0) {
                each.read(reader, people.get(0), told);
            }
            for (ClientEvent event : told) {
                if (event instanceof ClientEvent.Message message) {
                    assertThat(shown.put(message.id(), plain(message)))
                            .as("told once")
                            .isNull();
                } else if (event instanceof ClientEvent.Changed changed) {
                    ClientEvent.Message before = shown.put(changed.message().id(), changed.message());
                    assertThat(before).as("a change").isNotNull().isNotEqualTo(changed.message());
                }
            }
            if (random.nextInt(50) == 0) {
                reader = reader(store);
            }
        }
        List<ClientEvent.Message> all = reader.last(SAID);
        assertThat(shown.values()).containsExactlyInAnyOrderElementsOf(all);
        Map<EventId, ClientEvent.Message> inOrder = new LinkedHashMap<>();
        all.forEach(message -> inOrder.put(message.id(), message));
        return inOrder;
    }

    /** Few messages and much that acts on them; some of it void, some on what is no message or never comes. */
    private List<Said> talk(Random random) {
        List<Said> said = new ArrayList<>();
        List<EventId> ids = new ArrayList<>();
        for (int i = 0; i < SAID; i++) {
            TestPerson author = people.get(random.nextInt(people.size()));
            EventId target = ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
            Said next = Said.by(author, room, target == null ? new Content.Text("first") : any(random, target, i));
            boolean message = !Amendment.is(next.content());
            if (message || random.nextInt(10) == 0) {
                ids.add(next.id());
            }
            if (random.nextInt(30) > 0) {
                said.add(random.nextInt(15) == 0 ? next.out() : next);
            }
        }
        return said;
    }

    private static Content any(Random random, EventId target, int number) {
        switch (random.nextInt(10)) {
            case 0:
                return new Content.Text("text " + number);
            case 1:
                return new Content.Reply(target, "reply " + number);
            case 2:
                return random.nextInt(4) == 0 ? new Content.Delete(target) : new Content.Text("more " + number);
            case 3, 4, 5:
                return new Content.Edit(target, random.nextInt(5) == 0 ? "first" : "edit " + number);
            case 6:
                return new Content.Receipt(Content.Receipt.State.values()[random.nextInt(2)], target);
            default:
                return new Content.Reaction(target, "r" + random.nextInt(3), random.nextInt(3) > 0);
        }
    }

    private Messages reader(MemoryClientStore store) {
        TestPerson anna = people.get(0);
        TestPerson ben = people.get(1);
        return new Messages(
                room.id(),
                RoomRef.open("talk"),
                anna.user(),
                store,
                (user, event, other) -> user.equals(ben.user()) && !other.equals(anna.user()),
                new Silence(user -> false));
    }

    private static ClientEvent.Message plain(ClientEvent.Message message) {
        return new ClientEvent.Message(
                message.room(), message.id(), message.sender(), message.time(), message.text(), message.marks(), false);
    }

    private static List<Row> sorted(MemoryClientStore store, Table table) {
        return store.rows(table).stream()
                .sorted((a, b) -> a.key().compareTo(b.key()))
                .toList();
    }
}
