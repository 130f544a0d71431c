package chat.parley.server.log;

import chat.parley.protocol.event.Header;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is hosted, in the node's database; beside its events, of which it takes some out. */
public final class JdbcHostingStore implements HostingStore {
    private final BatchConnection batches;
    private final JdbcEventStore events;

    /** The questions to the database. */
    private static final class Sql {
        static final String HOSTED = "SELECT log, wanted FROM hosted";

        static final String RELEASED = "SELECT log, since FROM released";

        static final String HOST = "INSERT INTO hosted (log, wanted) VALUES (?, ?)"
                + " ON CONFLICT (log) DO UPDATE SET wanted = excluded.wanted";

        static final String RELEASE = "INSERT INTO released (log, since) VALUES (?, ?)"
                + " ON CONFLICT (log) DO UPDATE SET since = excluded.since";

        static final String NOT_HOSTED = "DELETE FROM hosted WHERE log = ?";

        static final String NOT_RELEASED = "DELETE FROM released WHERE log = ?";

        static final String REMOVING = "SELECT log FROM removing";

        static final String BEGIN = "INSERT INTO removing (log) VALUES (?) ON CONFLICT (log) DO NOTHING";

        static final String END = "DELETE FROM removing WHERE log = ?";

        static final String REMOVE_HEADS = "DELETE FROM head WHERE log = ?";

        static final String REMOVE_NAMES = "DELETE FROM named WHERE log = ?";

        static final String REMOVE_BLOB_NAMES = "DELETE FROM blob_named WHERE log = ? AND blob IN"
                + " (SELECT blob FROM blob_named WHERE log = ? ORDER BY blob LIMIT ?)";

        static final String NEWEST = "SELECT lamport, device, id FROM event WHERE log = ?"
                + " ORDER BY lamport DESC, device DESC, id DESC LIMIT 1 OFFSET ?";

        static final String REMOVE_FROM = "DELETE FROM event WHERE log = ? AND (lamport, device, id) >= (?, ?, ?)";

        static final String REMOVE_ALL = "DELETE FROM event WHERE log = ?";

        private Sql() {}
    }

    /** A place in a log's order. */
    private record Place(long lamport, byte[] device, byte[] id) {}

    public JdbcHostingStore(JdbcEventStore events) {
        this.batches = events.batches();
        this.events = events;
    }

    @Override
    public Map<LogId, Standing> standings() {
        Map<LogId, Standing> standings = new HashMap<>();
        numbers(Sql.RELEASED).forEach((log, since) -> standings.put(log, new Standing.Released(since)));
        numbers(Sql.HOSTED).forEach((log, wanted) -> standings.put(log, new Standing.Hosted(wanted)));
        return standings;
    }

    @Override
    public void save(Map<LogId, Standing> changes) throws StoreException {
        changes.forEach((log, standing) -> {
            if (standing instanceof Standing.Hosted hosted) {
                batches.write(Sql.HOST, log.bytes(), hosted.wanted());
            } else {
                batches.write(Sql.NOT_HOSTED, (Object) log.bytes());
            }
            if (standing instanceof Standing.Released released) {
                batches.write(Sql.RELEASE, log.bytes(), released.since());
            } else {
                batches.write(Sql.NOT_RELEASED, (Object) log.bytes());
            }
        });
        batches.commit(() -> false);
    }

    @Override
    public Collection<LogId> removing() {
        return batches.read(Sql.REMOVING, rows -> {
            Set<LogId> logs = new HashSet<>();
            while (rows.next()) {
                logs.add(new LogId(rows.getBytes(1)));
            }
            return logs;
        });
    }

    @Override
    public boolean remove(LogId log, int most) throws StoreException {
        byte[] bytes = log.bytes();
        // Read first: if reading fails nothing has been written.
        Place from = batches.read(Sql.NEWEST, JdbcHostingStore::place, bytes, most - 1L);
        batches.write(Sql.REMOVE_HEADS, (Object) bytes);
        batches.write(Sql.REMOVE_NAMES, (Object) bytes);
        // Each event has named so many at most: none is left at the end.
        batches.write(Sql.REMOVE_BLOB_NAMES, bytes, bytes, (long) most * Header.MAX_BLOBS);
        if (from == null) {
            batches.write(Sql.REMOVE_ALL, (Object) bytes);
            batches.write(Sql.END, (Object) bytes);
        } else {
            batches.write(Sql.BEGIN, (Object) bytes);
            batches.write(Sql.REMOVE_FROM, bytes, from.lamport(), from.device(), from.id());
        }
        batches.commit(() -> false);
        events.forget(log);
        return from != null;
    }

    private Map<LogId, Long> numbers(String sql) {
        return batches.read(sql, rows -> {
            Map<LogId, Long> numbers = new HashMap<>();
            while (rows.next()) {
                numbers.put(new LogId(rows.getBytes(1)), rows.getLong(2));
            }
            return numbers;
        });
    }

    private static Place place(ResultSet rows) throws SQLException {
        return rows.next() ? new Place(rows.getLong(1), rows.getBytes(2), rows.getBytes(3)) : null;
    }
}
