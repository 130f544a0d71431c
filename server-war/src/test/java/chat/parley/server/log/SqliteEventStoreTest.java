package chat.parley.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.EventStore;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.MemoryEventStore;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Keys;
import chat.parley.server.fixture.Nobody;
import chat.parley.server.fixture.Room;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteEventStoreTest {
    private static final DomainId DOMAIN = new DomainId(new byte[DomainId.BYTES]);

    @TempDir
    private Path folder;

    private Connection connection;
    private SqliteEventStore store;

    @BeforeEach
    void open() throws Exception {
        connection = Database.open(folder, DOMAIN);
        store = new SqliteEventStore(connection, Keys.CODEC);
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
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
            if (random.nextInt(10) == 0) {
                store.commit();
            }
        }
        compare(memory, events, random);
        store.commit();
        try (SqliteEventStore again = new SqliteEventStore(Database.open(folder, DOMAIN), Keys.CODEC)) {
            SqliteEventStore before = store;
            store = again;
            compare(memory, events, random);
            store = before;
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
    @DisplayName("I2: a copy of the files taken right after a commit has all that was committed")
    void commit_thenCrash_everythingThere() throws Exception {
        Human alice = new Human("alice");
        Room room = new Room("crash");
        room.join(alice);
        room.say(alice, "m", 20);
        room.arrived().forEach(store::add);
        store.commit();
        Event uncommitted = room.say(alice, "not yet");
        store.add(uncommitted);
        try (SqliteEventStore copy = crashed("copy")) {
            assertThat(ids(copy, room.id())).isEqualTo(room.ids().subList(0, 21));
            assertThat(copy.contains(uncommitted.id())).isFalse();
            assertThat(copy.heads(room.id())).containsExactly(room.ids().get(20));
        }
    }

    @Test
    @DisplayName("I2: of a batch that the disk refuses nothing stays, in memory or on disk, and later batches go on")
    void commit_diskFull_nothingOfTheBatch() throws Exception {
        Human alice = new Human("alice");
        Room room = new Room("full");
        room.join(alice);
        Ledger ledger = new Ledger(store, Keys.CODEC, Keys.CRYPTO);
        List<Event> told = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        ledger.listen(new Ledger.Listener() {
            public void committed(List<Event> e) {
                told.addAll(e);
            }

            public void notDurable(int n, Exception c) {
                failures.add(c.getMessage());
            }
        });
        Nobody source = new Nobody();
        room.arrived().forEach(event -> ledger.offer(event, source));
        ledger.flush();
        int before = told.size();
        Map<DeviceId, Long> vector = Map.copyOf(store.vector(room.id()));
        maxPages(pages() + 2);
        List<Event> batch = room.say(alice, "x".repeat(20_000), 10);
        Nobody unlucky = new Nobody();
        batch.forEach(event -> ledger.offer(event, unlucky));
        ledger.flush();
        assertThat(unlucky.stored).isEmpty();
        assertThat(unlucky.failed).hasSize(10);
        assertThat(told).hasSize(before);
        assertThat(failures).hasSize(1).allMatch(why -> why.contains("full"));
        assertThat(store.vector(room.id())).isEqualTo(vector);
        assertThat(batch).noneMatch(event -> store.contains(event.id()));
        try (SqliteEventStore copy = crashed("copy")) {
            assertThat(ids(copy, room.id())).hasSize(1);
        }

        // Still full: what is there already is still told to be there, the rest not.
        Nobody mixed = new Nobody();
        ledger.offer(room.ordered().get(0), mixed);
        ledger.flush();
        assertThat(mixed.stored).containsExactly(room.ids().get(0));

        // What rests on the lost batch is not taken for good: the replica has forgotten the batch too.
        maxPages(1_000_000);
        Nobody orphan = new Nobody();
        ledger.offer(batch.get(9), orphan);
        ledger.flush();
        assertThat(orphan.missing).hasSize(1);
        Nobody lucky = new Nobody();
        batch.forEach(event -> ledger.offer(event, lucky));
        ledger.flush();
        assertThat(lucky.stored).hasSize(10);
        assertThat(told).hasSize(before + 10);
        assertThat(store.vector(room.id())).containsEntry(alice.device(), 11L);
        try (SqliteEventStore copy = crashed("copy2")) {
            assertThat(ids(copy, room.id())).isEqualTo(room.ids());
        }
    }

    @Test
    @DisplayName(
            "I2: what waited for an event of a failed batch is told to have failed, and is taken when it comes again")
    void offer_heldBackThenDiskFull_comesAgain() throws Exception {
        Human alice = new Human("alice");
        Room room = new Room("held");
        room.join(alice);
        Ledger ledger = new Ledger(store, Keys.CODEC, Keys.CRYPTO);
        room.arrived().forEach(event -> ledger.offer(event, new Nobody()));
        ledger.flush();
        List<Event> batch = room.say(alice, "x".repeat(20_000), 10);
        maxPages(pages() + 2);
        Nobody link = new Nobody();
        for (int i = batch.size() - 1; i >= 0; i--) {
            ledger.offer(batch.get(i), link);
        }
        ledger.flush();
        assertThat(link.missing).hasSize(9);
        assertThat(link.failed).hasSize(10);
        maxPages(1_000_000);
        for (int i = batch.size() - 1; i >= 0; i--) {
            ledger.offer(batch.get(i), link);
        }
        ledger.flush();
        assertThat(link.stored).hasSize(10);
        assertThat(ids(store, room.id())).isEqualTo(room.ids());
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

    private SqliteEventStore crashed(String name) throws Exception {
        Path copy = Files.createDirectory(folder.resolve(name));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(f -> !f.toString().endsWith("-shm"))
                    .toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return new SqliteEventStore(Database.open(copy, DOMAIN), Keys.CODEC);
    }

    private static List<?> ids(SqliteEventStore store, LogId log) {
        return store.after(log, Map.of(), Integer.MAX_VALUE).stream()
                .map(Event::id)
                .collect(Collectors.toList());
    }

    private int pages() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA page_count")) {
            return rows.getInt(1);
        }
    }

    private void maxPages(int pages) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA max_page_count = " + pages);
        }
    }
}
