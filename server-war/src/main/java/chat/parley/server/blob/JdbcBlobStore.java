package chat.parley.server.blob;

import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.StoreException;
import chat.parley.server.log.BatchConnection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is known of files, in the node's database. That a log names one is written by the events' store, with the event. */
final class JdbcBlobStore implements BlobStore {
    private static final String FIND = "SELECT bytes, owner FROM blob WHERE id = ?";
    private static final String BYTES_OF = "SELECT COALESCE(SUM(bytes), 0) FROM blob WHERE owner = ?";
    private static final String BYTES = "SELECT COALESCE(SUM(bytes), 0) FROM blob";
    private static final String LOGS = "SELECT log FROM blob_named WHERE blob = ? ORDER BY log LIMIT 16";
    private static final String EXPIRED = "SELECT id FROM blob WHERE stored < ? AND (stored < ? OR NOT EXISTS"
            + " (SELECT 1 FROM blob_named WHERE blob_named.blob = blob.id)) ORDER BY stored LIMIT 256";
    private static final String KEEP = "INSERT INTO blob (id, bytes, owner, stored) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET stored = excluded.stored";
    private static final String NOT_WANTED = "DELETE FROM blob_wanted WHERE blob = ?";
    private static final String FORGET = "DELETE FROM blob WHERE id = ?";

    private static final long UNKNOWN = -1;

    private final BatchConnection batches;

    /** Summed up once between two changes: it is asked for with every piece of every file. */
    private long bytes = UNKNOWN;

    JdbcBlobStore(BatchConnection batches) {
        this.batches = batches;
    }

    @Override
    public Optional<Kept> find(BlobId id) {
        return batches.read(
                FIND, rows -> rows.next() ? Optional.of(kept(id, rows)) : Optional.empty(), (Object) id.bytes());
    }

    @Override
    public long bytesOf(UserId user) {
        return batches.read(BYTES_OF, JdbcBlobStore::number, (Object) user.bytes());
    }

    @Override
    public long bytes() {
        if (bytes == UNKNOWN) {
            bytes = batches.read(BYTES, JdbcBlobStore::number);
        }
        return bytes;
    }

    @Override
    public List<LogId> logs(BlobId id) {
        return batches.read(
                LOGS,
                rows -> {
                    List<LogId> logs = new ArrayList<>();
                    while (rows.next()) {
                        logs.add(new LogId(rows.getBytes(1)));
                    }
                    return logs;
                },
                (Object) id.bytes());
    }

    @Override
    public List<BlobId> expired(long namedBefore, long othersBefore) {
        return batches.read(
                EXPIRED,
                rows -> {
                    List<BlobId> ids = new ArrayList<>();
                    while (rows.next()) {
                        ids.add(new BlobId(rows.getBytes(1)));
                    }
                    return ids;
                },
                othersBefore,
                namedBefore);
    }

    @Override
    public void keep(Collection<Kept> blobs, long now) throws StoreException {
        bytes = UNKNOWN;
        for (Kept blob : blobs) {
            byte[] owner = blob.owner().map(UserId::bytes).orElse(new byte[0]);
            batches.write(KEEP, blob.id().bytes(), blob.bytes(), owner, now);
            batches.write(NOT_WANTED, (Object) blob.id().bytes());
        }
        batches.commit(() -> blobs.stream().allMatch(blob -> find(blob.id()).isPresent()));
    }

    @Override
    public void forget(Collection<BlobId> ids) throws StoreException {
        bytes = UNKNOWN;
        ids.forEach(id -> batches.write(FORGET, (Object) id.bytes()));
        batches.commit(() -> ids.stream().noneMatch(id -> find(id).isPresent()));
    }

    private static Kept kept(BlobId id, ResultSet rows) throws SQLException {
        byte[] owner = rows.getBytes(2);
        return new Kept(
                id,
                rows.getLong(1),
                owner == null || owner.length == 0 ? Optional.empty() : Optional.of(new UserId(owner)));
    }

    private static long number(ResultSet rows) throws SQLException {
        rows.next();
        return rows.getLong(1);
    }
}
