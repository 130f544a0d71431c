package chat.parley.server.blob;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static chat.parley.protocol.fixture.TestKeys.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.StreamCrypto;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.fixture.TestAccount;
import chat.parley.protocol.id.BlobId;
import chat.parley.server.log.JdbcEventStore;
import chat.parley.server.log.SqliteDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A file and its row in the database, which come and go together")
class KeeperTest {
    @TempDir
    private Path data;

    @Test
    @DisplayName("A file that was forgotten and kept again is not deleted by who comes late to delete it")
    void delete_keptAgainMeanwhile_stays() throws Exception {
        byte[] blob = CRYPTO.random(100);
        BlobId id = id(blob);
        try (JdbcEventStore events =
                new JdbcEventStore(new SqliteDatabase(data, TestAccount.DOMAIN), new EventCodec(CRYPTO))) {
            BlobFolder folder = new BlobFolder(data, STREAMS);
            BlobStore store = new JdbcBlobStore(events.batches());
            NodeCalls calls = new NodeCalls(Runnable::run, Runnable::run);
            Keeper keeper = new Keeper(folder, store, calls, Clock.systemUTC());
            bring(keeper, folder, id, blob);
            store.forget(List.of(id));
            bring(keeper, folder, id, blob);
            keeper.delete(id);
            assertThat(keeper.find(id)).isPresent();
            assertThat(folder.whole(id)).hasValue(100);
            store.forget(List.of(id));
            keeper.delete(id);
            assertThat(folder.whole(id)).isEmpty();
        }
    }

    private static void bring(Keeper keeper, BlobFolder folder, BlobId id, byte[] blob) throws Exception {
        Path part = folder.part(id, new byte[] {1});
        Files.write(part, blob);
        assertThat(keeper.keep(id, part, Optional.empty())).isTrue();
    }

    private static BlobId id(byte[] blob) {
        StreamCrypto.Hashing hash = STREAMS.hashing(Label.BLOB_ID);
        hash.add(blob, blob.length);
        return new BlobId(hash.finish().bytes());
    }
}
