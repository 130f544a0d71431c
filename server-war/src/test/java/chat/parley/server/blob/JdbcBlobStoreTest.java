package chat.parley.server.blob;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.fixture.TestAccount;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.OpenRoomRules;
import chat.parley.server.fixture.Postgres;
import chat.parley.server.log.Database;
import chat.parley.server.log.JdbcEventStore;
import chat.parley.server.log.JdbcHostingStore;
import chat.parley.server.log.PostgresDatabase;
import chat.parley.server.log.SqliteDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Files in a real database")
class JdbcBlobStoreTest {
    @TempDir
    private Path folder;

    @Test
    void files_inSqlite_areThereAfterARestart() throws Exception {
        keepsAndForgets(sqlite());
    }

    @Test
    void files_inPostgres_areThereAfterARestart() throws Exception {
        inPostgres(JdbcBlobStoreTest::keepsAndForgets);
    }

    private static void keepsAndForgets(Database database) throws Exception {
        EventCodec codec = new EventCodec(CRYPTO);
        UserId anna = new UserId(CRYPTO.random(32));
        BlobStore.Kept own = kept(10, Optional.of(anna));
        BlobStore.Kept fetched = kept(20, Optional.empty());
        BlobStore.Kept named = kept(1L << 33, Optional.of(anna));
        TestRoom room = new TestRoom("files");
        try (JdbcEventStore events = new JdbcEventStore(database, codec)) {
            BlobStore store = new JdbcBlobStore(events.batches());
            assertThat(store.bytes()).isZero();
            assertThat(store.find(own.id())).isEmpty();
            store.keep(List.of(own, fetched), 1000);
            store.keep(List.of(named), 1000);
            events.add(naming(codec, room, new TestPerson("anna"), named.id()));
            events.commit();
        }
        try (JdbcEventStore events = new JdbcEventStore(database, codec)) {
            BlobStore store = new JdbcBlobStore(events.batches());
            assertThat(store.find(own.id())).contains(own);
            assertThat(store.find(fetched.id())).contains(fetched);
            assertThat(store.bytesOf(anna)).isEqualTo((1L << 33) + 10);
            assertThat(store.bytes()).isEqualTo((1L << 33) + 30);
            assertThat(store.logs(named.id())).containsExactly(room.id());
            assertThat(store.logs(own.id())).isEmpty();
            assertThat(store.expired(0, 1000)).isEmpty();
            assertThat(store.expired(0, 1001)).containsExactlyInAnyOrder(own.id(), fetched.id());
            assertThat(store.expired(1001, 1001)).hasSize(3);
            store.keep(List.of(own), 2000);
            assertThat(store.expired(0, 1001)).containsExactly(fetched.id());
            store.forget(List.of(fetched.id(), named.id()));
            assertThat(store.find(named.id())).isEmpty();
            assertThat(store.bytes()).isEqualTo(10);
        }
    }

    @Test
    @DisplayName("What a log that is taken off the disk has named is named no more: such files go with the others")
    void names_ofARemovedLogInSqlite_goWithIt() throws Exception {
        removes(sqlite());
    }

    @Test
    @DisplayName("The same in PostgreSQL: what a log that is taken off has named is named no more")
    void names_ofARemovedLogInPostgres_goWithIt() throws Exception {
        inPostgres(JdbcBlobStoreTest::removes);
    }

    @Test
    @DisplayName(
            "A53, PROTOCOL.md, Files, between servers: what is named and not here is asked for in turn of its authors,"
                    + " later again, and not for ever; what comes is not")
    void wanted_ofTwoAuthorsInSqlite_takeTurns() throws Exception {
        wants(sqlite());
    }

    @Test
    @DisplayName("A53, the same in PostgreSQL: what is named and not here is asked for in turn of its authors")
    void wanted_ofTwoAuthorsInPostgres_takeTurns() throws Exception {
        inPostgres(JdbcBlobStoreTest::wants);
    }

    private Database sqlite() {
        return new SqliteDatabase(folder, TestAccount.DOMAIN);
    }

    private static void inPostgres(Check check) throws Exception {
        Postgres.orSkip();
        String schema = Postgres.newSchema();
        try {
            check.on(new PostgresDatabase(
                    Postgres.url(), Postgres.user(), Postgres.password(), schema, TestAccount.DOMAIN));
        } finally {
            Postgres.drop(schema);
        }
    }

    @FunctionalInterface
    private interface Check {
        void on(Database database) throws Exception;
    }

    private static void removes(Database database) throws Exception {
        EventCodec codec = new EventCodec(CRYPTO);
        TestRoom room = new TestRoom("files");
        BlobStore.Kept named = kept(10, Optional.empty());
        try (JdbcEventStore events = new JdbcEventStore(database, codec)) {
            BlobStore store = new JdbcBlobStore(events.batches());
            Event event = naming(codec, room, new TestPerson("anna"), named.id());
            room.arrived().forEach(events::add);
            events.add(event);
            events.commit();
            store.keep(List.of(named), 1000);
            assertThat(store.logs(named.id())).containsExactly(room.id());
            assertThat(store.expired(0, 2000)).isEmpty();
            while (new JdbcHostingStore(events).remove(room.id(), 1)) {
                // Some more.
            }
            assertThat(store.logs(named.id())).isEmpty();
            assertThat(store.expired(0, 2000)).containsExactly(named.id());
        }
    }

    private static void wants(Database database) throws Exception {
        EventCodec codec = new EventCodec(CRYPTO);
        TestRoom room = new TestRoom("files");
        List<BlobId> madeUp = Stream.generate(() -> new BlobId(CRYPTO.random(32)))
                .limit(16)
                .sorted()
                .toList();
        BlobId real = new BlobId(CRYPTO.random(32));
        try (JdbcEventStore events = new JdbcEventStore(database, codec)) {
            BlobStore store = new JdbcBlobStore(events.batches());
            JdbcWantedFiles wanted = new JdbcWantedFiles(events.batches());
            assertThat(wanted.due(0, 16)).isEmpty();
            events.add(naming(codec, room, new TestPerson("mallory"), madeUp.toArray(new BlobId[0])));
            events.add(naming(codec, room, new TestPerson("anna"), real));
            events.commit();
            List<WantedFiles.Wanted> due = wanted.due(0, 8);
            assertThat(due).extracting(WantedFiles.Wanted::blob).contains(real).hasSize(5);
            wanted.asked(due, 0);
            assertThat(wanted.due(0, 16))
                    .extracting(WantedFiles.Wanted::blob)
                    .doesNotContain(real)
                    .hasSize(4);
            assertThat(wanted.due(60_000, 16))
                    .extracting(WantedFiles.Wanted::blob)
                    .contains(real);
            store.keep(List.of(new BlobStore.Kept(real, 10, Optional.empty())), 1000);
            assertThat(wanted.due(60_000, 16))
                    .extracting(WantedFiles.Wanted::blob)
                    .doesNotContain(real);
            events.add(naming(codec, room, new TestPerson("ben"), real));
            events.commit();
            assertThat(wanted.due(60_000, 16))
                    .as("it is here")
                    .extracting(WantedFiles.Wanted::blob)
                    .doesNotContain(real);
            long now = 0;
            for (int i = 0; i < 100; i++) {
                now += 7 * 60 * 60_000L;
                wanted.asked(wanted.due(now, 64), now);
            }
            assertThat(wanted.due(Long.MAX_VALUE, 64)).isEmpty();
        }
    }

    private static BlobStore.Kept kept(long bytes, Optional<UserId> owner) {
        return new BlobStore.Kept(new BlobId(CRYPTO.random(32)), bytes, owner);
    }

    private static Event naming(EventCodec codec, TestRoom room, TestPerson author, BlobId... ids) {
        room.join(author);
        return codec.sign(
                new EventCodec.Draft(
                        OpenRoomRules.NAME,
                        EventClass.CONTENT,
                        "message",
                        author.device().author(),
                        "{}",
                        0,
                        List.of(ids)),
                room.replica().place(room.id(), author.device().id()),
                author.device().signing());
    }
}
