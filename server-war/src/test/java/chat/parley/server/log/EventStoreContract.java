package chat.parley.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.EventStore;
import chat.parley.protocol.log.MemoryEventStore;
import chat.parley.protocol.log.Position;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Keys;
import chat.parley.server.fixture.Room;
import chat.parley.server.log.HostingStore.Standing;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of events must do, whatever the database. */
abstract class EventStoreContract {
    static final DomainId DOMAIN = new DomainId(new byte[DomainId.BYTES]);

    Connection connection;
    JdbcEventStore store;

    /** The database of this test, always the same. */
    abstract Database database() throws Exception;

    @BeforeEach
    void open() throws Exception {
        Database database = database();
        connection = database.connect();
        store = new JdbcEventStore(new BatchConnection(database, connection), Keys.CODEC);
    }

    @AfterEach
    void close() throws Exception {
        store.close();
        drop();
    }

    /** Removes what the test has left; the store is closed by then. */
    void drop() throws Exception {}

    void restart() throws Exception {
        store.close();
        open();
    }

    private JdbcHostingStore hosting() {
        return new JdbcHostingStore(store);
    }

    @Test
    @DisplayName("Which logs are hosted is known after a restart, and a change that says so replaces or ends it")
    void standings_savedAndChanged_readAgain() throws Exception {
        LogId one = new LogId(Keys.CRYPTO.random(LogId.BYTES));
        LogId two = new LogId(Keys.CRYPTO.random(LogId.BYTES));
        assertThat(hosting().standings()).isEmpty();
        hosting().save(Map.of(one, new Standing.Hosted(7), two, new Standing.Hosted(Long.MIN_VALUE)));
        hosting().save(Map.of(one, new Standing.Hosted(8)));
        restart();
        assertThat(hosting().standings())
                .isEqualTo(Map.of(one, new Standing.Hosted(8), two, new Standing.Hosted(Long.MIN_VALUE)));
        hosting().save(Map.of(one, new Standing.Released(9)));
        hosting().save(Map.of(one, new Standing.Released(10)));
        restart();
        assertThat(hosting().standings()).containsEntry(one, new Standing.Released(10));
        hosting().save(Map.of(one, new Standing.Hosted(11), two, new Standing.None()));
        restart();
        assertThat(hosting().standings()).isEqualTo(Map.of(one, new Standing.Hosted(11)));
    }

    @Test
    @DisplayName("I2: a log that is taken out goes in parts, the newest first; a crash between finds a log with all"
            + " ancestors, and that it is to go")
    void remove_crashBetween_closedAndGoesOn() throws Exception {
        Human alice = new Human("alice");
        Human bob = new Human("bob");
        Room room = new Room("goes");
        room.join(alice);
        room.join(bob);
        room.say(alice, "m", 10);
        Room other = new Room("stays");
        other.join(alice);
        other.say(alice, "n", 3);
        other.arrived().forEach(store::add);
        List<Event> events = new ArrayList<>(room.arrived());
        events.removeAll(other.arrived());
        events.forEach(store::add);
        store.commit();
        List<EventId> ids = room.ids();
        assertThat(ids).hasSize(12);

        assertThat(hosting().remove(room.id(), 5)).isTrue();
        assertThat(store.vector(room.id())).as("what was remembered").containsEntry(alice.device(), 6L);
        restart();
        assertThat(hosting().removing()).containsExactly(room.id());
        assertThat(store.logs()).doesNotContain(room.id()).contains(other.id());
        assertThat(store.heads(room.id())).isEmpty();
        assertThat(ids(store, room.id())).isEqualTo((Object) ids.subList(0, 7));
        assertThat(hosting().remove(room.id(), 5)).isTrue();
        assertThat(ids(store, room.id())).isEqualTo((Object) ids.subList(0, 2));
        assertThat(store.controlAndKeys(room.id())).hasSize(2);
        assertThat(hosting().remove(room.id(), 5)).isFalse();
        assertThat(store.controlAndKeys(room.id())).isEmpty();
        restart();
        assertThat(hosting().removing()).isEmpty();
        assertThat(ids).noneMatch(store::contains);
        assertThat(store.vector(room.id())).isEmpty();
        assertThat(ids(store, other.id())).isEqualTo(other.ids());
        assertThat(alice.events()).as("identities").allMatch(event -> store.contains(event.id()));

        room.ordered().forEach(store::add);
        store.commit();
        assertThat(ids(store, room.id())).isEqualTo(ids);
        assertThat(store.heads(room.id())).containsExactly(ids.get(11));
    }

    @DisplayName("I1: the database answers as the model in memory does")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyQuestion_randomLogs_asInMemory(long seed) throws Exception {
        Random random = new Random(seed);
        List<Event> events = randomLog(random);
        MemoryEventStore memory = new MemoryEventStore();
        for (Event event : events) {
            store.add(event);
            memory.add(event);
            assertThat(store.controlAndKeys(event.log()))
                    .as("asked in between")
                    .isEqualTo(memory.controlAndKeys(event.log()));
            if (random.nextInt(10) == 0) {
                store.commit();
            }
        }
        compare(memory, events, random);
        store.commit();
        store.close();
        store = new JdbcEventStore(database(), Keys.CODEC);
        compare(memory, events, random);
    }

    @Test
    @DisplayName("I1: a text that has any characters comes back as it was, and spoils nothing")
    void add_oddTexts_comeBack() throws Exception {
        Human alice = new Human("alice");
        Room room = new Room("odd");
        room.join(alice);
        List<Event> odd = List.of(
                room.say(alice, "\u0000"), room.say(alice, "a\u0000b"), room.say(alice, "\ud83d\ude00\u2028'\\"));
        room.arrived().forEach(store::add);
        store.commit();
        assertThat(odd)
                .allSatisfy(
                        event -> assertThat(store.find(event.id()).orElseThrow().payload())
                                .isEqualTo(event.payload()));
    }

    @Test
    @DisplayName(
            "PROTOCOL.md, Sessions: the newest events and the control and key events, as the model in memory has them")
    void beforeAndControlAndKeysAfter_longLog_asInMemory() throws Exception {
        Human alice = new Human("alice");
        Human bob = new Human("bob");
        Room room = new Room("backwards");
        room.join(alice);
        room.say(alice, "a", 40);
        room.join(bob);
        for (int i = 0; i < 3; i++) {
            room.say(alice, "a", 30);
            room.say(bob, "b", 30);
            room.leave(bob);
            room.join(bob);
        }
        room.arrived().forEach(store::add);
        store.commit();
        MemoryEventStore memory = room.store();
        List<Position> positions = new ArrayList<>(List.of(Position.END, Position.BEGIN));
        memory.ordered(room.id()).forEach(event -> positions.add(Position.of(event)));
        for (Position position : positions) {
            for (int limit : new int[] {1, 7, 1000}) {
                assertThat(store.before(room.id(), position, limit))
                        .isEqualTo(memory.before(room.id(), position, limit));
            }
        }
        for (long seq : new long[] {0, 1, 2, 31, 33, 1000}) {
            Map<DeviceId, Long> have = Map.of(alice.device(), seq, bob.device(), seq);
            for (int limit : new int[] {1, 3, 1000}) {
                assertThat(store.controlAndKeysAfter(room.id(), have, limit))
                        .isEqualTo(memory.controlAndKeysAfter(room.id(), have, limit));
            }
        }
    }

    @Test
    @DisplayName("I1: pages of a long log follow on each other, whatever is missing and however much is asked for")
    void after_longLog_inPages() throws Exception {
        Human alice = new Human("alice");
        Human bob = new Human("bob");
        Room room = new Room("long");
        room.join(alice);
        room.join(bob);
        for (int i = 0; i < 4; i++) {
            room.say(alice, "a", 150);
            room.say(bob, "b", 3);
        }
        room.arrived().forEach(store::add);
        store.commit();
        MemoryEventStore memory = room.store();
        for (int limit : new int[] {1, 31, 32, 33, 255, 256, 257, 600, Integer.MAX_VALUE}) {
            assertThat(store.after(room.id(), Map.of(), limit)).isEqualTo(memory.after(room.id(), Map.of(), limit));
            Map<DeviceId, Long> have = Map.of(alice.device(), 601L, bob.device(), 2L);
            assertThat(store.after(room.id(), have, limit)).isEqualTo(memory.after(room.id(), have, limit));
        }
    }

    @Test
    @DisplayName("I1: of a fork both branches are found, also by who has neither")
    void after_forkWithLongerPast_bothBranches() {
        Human alice = new Human("alice");
        Room one = new Room("fork");
        one.join(alice);
        Room two = one.copy();
        Human bob = new Human("bob");
        two.join(bob);
        two.say(bob, "b", 5);
        Event late = two.say(alice, "late");
        Event early = one.say(alice, "early");
        assertThat(late.header().seq()).isEqualTo(early.header().seq());
        List<Event> all = new ArrayList<>(two.arrived());
        all.add(early);
        all.forEach(store::add);
        Map<DeviceId, Long> have = new HashMap<>(store.vector(one.id()));
        have.put(alice.device(), early.header().seq() - 1);
        assertThat(store.after(one.id(), have, 10)).containsExactly(early, late);
    }

    @Test
    @DisplayName("I1: a fork of a device's first event is found from its earlier branch on, though that came later")
    void after_forkOfTheFirstEvent_bothBranches() {
        Human alice = new Human("alice");
        Human bob = new Human("bob");
        Room one = new Room("fork");
        one.join(alice);
        Room two = one.copy();
        two.say(alice, "a", 5);
        Event late = two.join(bob);
        two.arrived().forEach(store::add);
        Map<DeviceId, Long> have = Map.of(alice.device(), 6L);
        assertThat(store.after(one.id(), have, 10)).containsExactly(late);
        assertThat(store.controlAndKeysAfter(one.id(), have, 10)).containsExactly(late);
        Event early = one.join(bob);
        store.add(early);
        assertThat(early.header().lamport()).isLessThan(late.header().lamport());
        assertThat(store.after(one.id(), have, 10)).containsExactly(early, late);
        assertThat(store.controlAndKeysAfter(one.id(), have, 10)).containsExactly(early, late);
    }

    private static List<String> points(EventStore store, LogId log, int limit) {
        List<String> points = new ArrayList<>();
        store.points(log, limit, (lamport, id) -> points.add(lamport + "." + new EventId(id)));
        return points;
    }

    private void compare(MemoryEventStore memory, List<Event> events, Random random) {
        assertThat(store.logs()).containsExactlyInAnyOrderElementsOf(memory.logs());
        for (LogId log : memory.logs()) {
            assertThat(store.heads(log)).isEqualTo(memory.heads(log));
            assertThat(points(store, log, 1000)).isEqualTo(points(memory, log, 1000));
            assertThat(points(store, log, 3)).isEqualTo(points(memory, log, 3));
            assertThat(store.vector(log)).isEqualTo(memory.vector(log));
            assertThat(store.controlAndKeys(log)).isEqualTo(memory.controlAndKeys(log));
            for (int i = 0; i < 20; i++) {
                Map<DeviceId, Long> have = new HashMap<>();
                memory.vector(log).forEach((device, seq) -> {
                    if (random.nextInt(4) > 0) {
                        have.put(device, (long) random.nextInt(seq.intValue() + 3) - 1);
                    }
                });
                int limit = 1 + random.nextInt(40);
                assertThat(store.after(log, have, limit)).isEqualTo(memory.after(log, have, limit));
            }
        }
        for (Event event : events) {
            Event found = store.find(event.id()).orElseThrow();
            assertThat(found.headerText()).isEqualTo(event.headerText());
            assertThat(found.signature()).isEqualTo(event.signature());
            assertThat(found.payload()).isEqualTo(event.payload());
            assertThat(store.find(
                            event.log(), event.header().device(), event.header().seq()))
                    .isPresent();
        }
        LogId nowhere = new LogId(Keys.CRYPTO.random(LogId.BYTES));
        assertThat(store.heads(nowhere)).isEmpty();
        assertThat(store.vector(nowhere)).isEmpty();
        assertThat(store.after(nowhere, Map.of(), 10)).isEmpty();
        assertThat(store.find(nowhere, new DeviceId(nowhere.bytes()), 1)).isEmpty();
    }

    /** Some people, two copies of a room that grow apart and together, and now and then a fork. */
    private static List<Event> randomLog(Random random) {
        List<Human> people = List.of(new Human("a"), new Human("b"), new Human("c"));
        Room one = new Room("random");
        people.forEach(one::join);
        Room two = one.copy();
        for (int i = 0; i < 60; i++) {
            Room room = random.nextBoolean() ? one : two;
            Human human = people.get(random.nextInt(people.size()));
            switch (random.nextInt(8)) {
                case 0 -> room.join(human);
                case 1 -> {
                    if (room.ordered().stream().noneMatch(e -> e.header().kind().equals("leave"))) {
                        room.epoch(human);
                    }
                }
                case 2 -> {
                    one.take(two.arrived());
                    two.take(one.arrived());
                }
                default -> room.say(human, "\u0000\"\\ \ud83d\ude00 " + i);
            }
        }
        one.take(two.arrived());
        return one.arrived();
    }

    static List<?> ids(JdbcEventStore store, LogId log) {
        return store.after(log, Map.of(), Integer.MAX_VALUE).stream()
                .map(Event::id)
                .collect(Collectors.toList());
    }
}
