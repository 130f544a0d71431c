package chat.parley.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.Ledger;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Keys;
import chat.parley.server.fixture.Nobody;
import chat.parley.server.fixture.Room;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("I2: what was called stored is there after a crash")
class SqliteCrashTest {
    private static final DomainId DOMAIN = new DomainId(new byte[DomainId.BYTES]);

    @TempDir
    private Path folder;

    /** The process that is killed: stores without end, and prints each id when it is told that it is stored. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            Random random = new Random(Long.parseLong(arguments[1]));
            JdbcEventStore store = new JdbcEventStore(new SqliteDatabase(Path.of(arguments[0]), DOMAIN), Keys.CODEC);
            Ledger ledger = new Ledger(store, Keys.CODEC, Keys.CRYPTO);
            Human alice = new Human("alice");
            Room room = new Room("crash");
            room.join(alice);
            List<Event> batch = room.arrived();
            // Until it is killed, or nobody listens any more.
            while (!System.out.checkError()) {
                Nobody source = new Nobody();
                batch.forEach(event -> ledger.offer(event, source));
                ledger.flush();
                StringBuilder lines = new StringBuilder();
                source.stored.forEach(id -> lines.append(id).append('\n'));
                System.out.print(lines);
                batch = room.say(alice, "x".repeat(random.nextInt(2000)), 1 + random.nextInt(20));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @DisplayName("A process is killed at any moment: every event of which it said so is there, with all its ancestors")
    void kill_whileWriting_everyAcknowledgedThere(long seed) throws Exception {
        Random random = new Random(seed);
        List<EventId> acknowledged = new ArrayList<>();
        // The second process goes on where the first was killed.
        for (int round = 0; round < 2; round++) {
            acknowledged.addAll(writeAndDie(random));
            verify(folder, acknowledged);
        }
        assertThat(acknowledged).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    @DisplayName("The power fails: of the write-ahead log's tail that was not synced any part is lost or garbage")
    void powerLoss_afterSync_everyAcknowledgedThere(long seed) throws Exception {
        Random random = new Random(seed);
        Human alice = new Human("alice");
        Room room = new Room("power");
        room.join(alice);
        List<EventId> acknowledged;
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (JdbcEventStore store = new JdbcEventStore(new SqliteDatabase(folder, DOMAIN), Keys.CODEC)) {
            room.say(alice, "x".repeat(500), 20);
            room.arrived().forEach(store::add);
            store.commit();
            acknowledged = room.arrived().stream().map(Event::id).toList();
            long synced = Files.size(wal(folder));
            room.say(alice, "y".repeat(3000), 20).forEach(store::add);
            store.commit();
            Files.copy(folder.resolve(SqliteDatabase.FILE), copy.resolve(SqliteDatabase.FILE));
            Files.copy(wal(folder), copy.resolve(wal(folder).getFileName()));
            spoil(wal(copy), synced, random);
        }
        List<EventId> there = verify(copy, acknowledged);
        // The torn batch is there as a whole or not at all.
        assertThat(there.size() - acknowledged.size()).isIn(0, 20);
    }

    @Test
    @DisplayName("Without its write-ahead log's synced part events are missing: the tests above can fail")
    void powerLoss_ofSyncedBytes_isNoticed() throws Exception {
        Human alice = new Human("alice");
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (JdbcEventStore store = new JdbcEventStore(new SqliteDatabase(folder, DOMAIN), Keys.CODEC)) {
            alice.events().forEach(store::add);
            store.commit();
            Files.copy(folder.resolve(SqliteDatabase.FILE), copy.resolve(SqliteDatabase.FILE));
        }
        try (JdbcEventStore store = new JdbcEventStore(new SqliteDatabase(copy, DOMAIN), Keys.CODEC)) {
            assertThat(alice.events()).noneMatch(event -> store.contains(event.id()));
        }
    }

    private List<EventId> writeAndDie(Random random) throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.toString(),
                Long.toString(random.nextLong()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<EventId> acknowledged = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            int enough = 10 + random.nextInt(300);
            long killAt = Long.MAX_VALUE;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.length() == acknowledgedLength()) {
                    acknowledged.add(EventId.of(line));
                }
                if (acknowledged.size() == enough && killAt == Long.MAX_VALUE) {
                    killAt = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(random.nextInt(30_000));
                }
                if (System.nanoTime() - killAt >= 0 && killAt != Long.MAX_VALUE) {
                    // Unlike the process, its handle leaves what was printed readable.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(10);
        return acknowledged;
    }

    /** The last line of a killed process may be cut. */
    private static int acknowledgedLength() {
        return new EventId(new byte[EventId.BYTES]).toString().length();
    }

    private static void spoil(Path wal, long synced, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(wal);
        int cut = (int) synced + random.nextInt(bytes.length - (int) synced);
        byte[] rest = Arrays.copyOf(bytes, cut);
        for (int i = (int) synced; i < cut; i++) {
            if (random.nextInt(1000) == 0) {
                rest[i] = (byte) random.nextInt();
            }
        }
        Files.write(wal, rest, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static Path wal(Path folder) {
        return folder.resolve(SqliteDatabase.FILE + "-wal");
    }

    /** Everything acknowledged is there, and whatever is there has its parents (closure). */
    private static List<EventId> verify(Path folder, List<EventId> acknowledged) throws Exception {
        List<EventId> there = new ArrayList<>();
        try (JdbcEventStore store = new JdbcEventStore(new SqliteDatabase(folder, DOMAIN), Keys.CODEC)) {
            assertThat(acknowledged).allMatch(store::contains);
            for (LogId log : store.logs()) {
                for (Event event : store.after(log, Map.of(), Integer.MAX_VALUE)) {
                    there.add(event.id());
                    // Of an open room only the name is agreed on: its first event is nowhere.
                    assertThat(event.header().antecedents())
                            .allMatch(id -> id.equals(log.genesis()) || store.contains(id));
                }
            }
        }
        return there;
    }
}
