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
import chat.parley.server.log.PostgresDatabase;
import chat.parley.server.log.SqliteDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Files in a real database")
class JdbcBlobStoreTest {
    @TempDir
    private Path folder;

    @Test
    void files_inSqlite_areThereAfterARestart() throws Exception {
        keepsAndForgets(new SqliteDatabase(folder, TestAccount.DOMAIN));
    }

    @Test
    void files_inPostgres_areThereAfterARestart() throws Exception {
        Postgres.orSkip();
        String schema = Postgres.newSchema();
        try {
            keepsAndForgets(new PostgresDatabase(
                    Postgres.url(), Postgres.user(), Postgres.password(), schema, TestAccount.DOMAIN));
        } finally {
            Postgres.drop(schema);
        }
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
            store.keep(own, 1000);
            store.keep(fetched, 1000);
            store.keep(named, 1000);
            events.add(naming(codec, room, named.id()));
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
            store.keep(own, 2000);
            assertThat(store.expired(0, 1001)).containsExactly(fetched.id());
            store.forget(List.of(fetched.id(), named.id()));
            assertThat(store.find(named.id())).isEmpty();
            assertThat(store.bytes()).isEqualTo(10);
        }
    }

    private static BlobStore.Kept kept(long bytes, Optional<UserId> owner) {
        return new BlobStore.Kept(new BlobId(CRYPTO.random(32)), bytes, owner);
    }

    private static Event naming(EventCodec codec, TestRoom room, BlobId id) {
        TestPerson anna = new TestPerson("anna");
        room.join(anna);
        return codec.sign(
                new EventCodec.Draft(
                        OpenRoomRules.NAME,
                        EventClass.CONTENT,
                        "message",
                        anna.device().author(),
                        "{}",
                        0,
                        List.of(id)),
                room.replica().place(room.id(), anna.device().id()),
                anna.device().signing());
    }
}
