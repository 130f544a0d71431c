package chat.parley.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.StoreException;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Keys;
import chat.parley.server.fixture.Nobody;
import chat.parley.server.fixture.Room;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteEventStoreTest extends EventStoreContract {
    @TempDir
    private Path folder;

    @Override
    Database database() {
        return new SqliteDatabase(folder, DOMAIN);
    }

    @Test
    @DisplayName("PROTOCOL.md, Sessions: what a client asks is answered by indexes that lead to it, not along the log")
    void plans_ofSessionsQuestions_searchByTheirKeys() throws Exception {
        String columns = "SELECT lamport FROM event WHERE log = x'00' AND ";
        String device = "SELECT MIN(+lamport) FROM event WHERE log = x'00' AND device = x'00' AND ";
        assertThat(plan(columns
                        + "(lamport, device, id) < (5, x'00', x'00') ORDER BY lamport DESC, device DESC, id DESC"
                        + " LIMIT 9"))
                .contains("event_order (log=? AND (lamport,device,id)<(?,?,?))")
                .doesNotContain("TEMP B-TREE");
        assertThat(plan(columns + "class <> 'content' AND (lamport, device, id) > (5, x'00', x'00')"
                        + " ORDER BY lamport, device, id LIMIT 9"))
                .contains("event_rules (log=? AND (lamport,device,id)>(?,?,?))")
                .doesNotContain("TEMP B-TREE");
        assertThat(plan(device + "seq = 5")).contains("event_device (log=? AND device=? AND seq=?)");
        assertThat(plan(device + "seq >= 5 AND class <> 'content'"))
                .contains("COVERING INDEX event_rules_device (log=? AND device=? AND seq>?)");
    }

    private String plan(String question) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN QUERY PLAN " + question)) {
            while (rows.next()) {
                plan.append(rows.getString("detail")).append('\n');
            }
        }
        return plan.toString();
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
        try (JdbcEventStore copy = crashed("copy")) {
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
        try (JdbcEventStore copy = crashed("copy")) {
            assertThat(ids(copy, room.id())).hasSize(1);
        }

        assertThat(store.batches().failure())
                .hasValueSatisfying(reason -> assertThat(reason).contains("full"));
        store.batches().check();
        assertThat(store.batches().failure()).isPresent();

        // Still full: what is there already is still told to be there, the rest not.
        Nobody mixed = new Nobody();
        ledger.offer(room.ordered().get(0), mixed);
        ledger.flush();
        assertThat(mixed.stored).containsExactly(room.ids().get(0));

        // What rests on the lost batch is not taken for good: the replica has forgotten the batch too.
        maxPages(1_000_000);
        assertThat(store.batches().failure()).isPresent();
        store.batches().check();
        assertThat(store.batches().failure()).isEmpty();
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
        try (JdbcEventStore copy = crashed("copy2")) {
            assertThat(ids(copy, room.id())).isEqualTo(room.ids());
        }
    }

    @Test
    @DisplayName("I2: a join in a batch that the disk refuses is not remembered")
    void controlAndKeys_diskFull_asBefore() throws Exception {
        Human alice = new Human("alice");
        Human bob = new Human("bob");
        Room room = new Room("full");
        room.join(alice);
        room.join(bob);
        room.arrived().forEach(store::add);
        store.commit();
        List<Event> before = store.controlAndKeys(room.id());
        maxPages(pages() + 2);
        store.add(room.leave(bob));
        assertThat(store.controlAndKeys(room.id())).hasSize(3);
        room.say(alice, "x".repeat(20_000), 10).forEach(store::add);
        assertThatThrownBy(store::commit).isInstanceOf(StoreException.class);
        assertThat(store.controlAndKeys(room.id())).isEqualTo(before);
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

    @Test
    @DisplayName("What a log that is taken out has filled is used again: the file does not grow")
    void remove_spaceUsedAgain() throws Exception {
        Human alice = new Human("alice");
        store.commit();
        int size = 0;
        for (int round = 0; round < 4; round++) {
            Room room = new Room("round" + round);
            room.join(alice);
            room.say(alice, "x".repeat(2000), 200);
            room.ordered().forEach(store::add);
            store.commit();
            size = round == 0 ? pages() : size;
            assertThat(pages()).isLessThanOrEqualTo(size + size / 10);
            JdbcHostingStore hosting = new JdbcHostingStore(store);
            while (hosting.remove(room.id(), 50)) {
                assertThat(hosting.removing()).containsExactly(room.id());
            }
        }
        assertThat(plan("SELECT lamport, device, id FROM event WHERE log = x'00'"
                        + " ORDER BY lamport DESC, device DESC, id DESC LIMIT 1 OFFSET 999"))
                .contains("COVERING INDEX event_order (log=?)")
                .doesNotContain("TEMP B-TREE");
    }

    private JdbcEventStore crashed(String name) throws Exception {
        Path copy = Files.createDirectory(folder.resolve(name));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(f -> !f.toString().endsWith("-shm"))
                    .toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return new JdbcEventStore(new SqliteDatabase(copy, DOMAIN), Keys.CODEC);
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
