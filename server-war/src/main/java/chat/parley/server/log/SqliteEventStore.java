package chat.parley.server.log;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Payload;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.DurableStore;
import chat.parley.protocol.log.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events in SQLite. Everything between two commits is one transaction; a commit returns when the write-ahead log is
 * synced. How far each device is in a log is kept in memory, for as many logs as were used last. Used by one thread.
 */
public final class SqliteEventStore implements DurableStore, AutoCloseable {
    /** Logs whose vectors are kept in memory. */
    private static final int MAX_VECTORS = 10_000;

    private static final String COLUMNS = "header, signature, body";

    private final Connection connection;
    private final EventCodec codec;
    private final Statements statements;
    private final Map<LogId, Map<DeviceId, Long>> vectors = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<LogId, Map<DeviceId, Long>> eldest) {
            return size() > MAX_VECTORS;
        }
    };
    private boolean broken;

    private static final class Statements {
        final PreparedStatement contains;
        final PreparedStatement byId;
        final PreparedStatement bySeq;
        final PreparedStatement insert;
        final PreparedStatement insertHead;
        final PreparedStatement deleteHead;
        final PreparedStatement heads;
        final PreparedStatement vector;
        final PreparedStatement controlAndKeys;
        final PreparedStatement firstLamport;
        final PreparedStatement range;
        final PreparedStatement logs;

        Statements(Connection in) throws SQLException {
            contains = in.prepareStatement("SELECT 1 FROM event WHERE id = ?");
            byId = in.prepareStatement("SELECT " + COLUMNS + " FROM event WHERE id = ?");
            bySeq = in.prepareStatement("SELECT " + COLUMNS + " FROM event WHERE log = ? AND device = ? AND seq = ?");
            insert = in.prepareStatement("INSERT INTO event (id, log, device, seq, lamport, class, header, signature,"
                    + " body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
            insertHead = in.prepareStatement("INSERT INTO head (log, id) VALUES (?, ?)");
            deleteHead = in.prepareStatement("DELETE FROM head WHERE log = ? AND id = ?");
            heads = in.prepareStatement("SELECT id FROM head WHERE log = ? ORDER BY id");
            vector = in.prepareStatement("SELECT device, MAX(seq) FROM event WHERE log = ? GROUP BY device");
            controlAndKeys = in.prepareStatement("SELECT " + COLUMNS
                    + " FROM event WHERE log = ? AND class <> 'content' ORDER BY lamport, device, id");
            firstLamport =
                    in.prepareStatement("SELECT MIN(lamport) FROM event WHERE log = ? AND device = ? AND seq = ?");
            range = in.prepareStatement("SELECT " + COLUMNS + ", device, seq FROM event WHERE log = ? AND lamport >= ?"
                    + " ORDER BY lamport, device, id");
            logs = in.prepareStatement("SELECT DISTINCT log FROM head");
        }
    }

    /**
     * @param connection to a migrated database, in this store's hands from now on
     */
    public SqliteEventStore(Connection connection, EventCodec codec) throws SQLException {
        connection.setAutoCommit(false);
        this.connection = connection;
        this.codec = codec;
        this.statements = new Statements(connection);
    }

    @Override
    public boolean contains(EventId id) {
        return read(statements.contains, ResultSet::next, id.bytes());
    }

    @Override
    public Optional<Event> find(EventId id) {
        return read(statements.byId, this::one, id.bytes());
    }

    @Override
    public Optional<Event> find(LogId log, DeviceId device, long seq) {
        return read(statements.bySeq, this::one, log.bytes(), device.bytes(), seq);
    }

    @Override
    public void add(Event event) {
        // Read first: if reading fails nothing of the event has been written.
        Map<DeviceId, Long> vector = cachedVector(event.log());
        byte[] log = event.log().bytes();
        Object body = event.body().orElse(null);
        write(
                statements.insert,
                event.id().bytes(),
                log,
                event.header().device().bytes(),
                event.header().seq(),
                event.header().lamport(),
                event.header().eventClass().toString(),
                event.headerText(),
                event.signature().toString(),
                body);
        for (EventId antecedent : event.header().antecedents()) {
            write(statements.deleteHead, log, antecedent.bytes());
        }
        write(statements.insertHead, log, event.id().bytes());
        vector.merge(event.header().device(), event.header().seq(), Math::max);
    }

    @Override
    public List<EventId> heads(LogId log) {
        return read(
                statements.heads,
                rows -> {
                    List<EventId> heads = new ArrayList<>();
                    while (rows.next()) {
                        heads.add(new EventId(rows.getBytes(1)));
                    }
                    return heads;
                },
                (Object) log.bytes());
    }

    @Override
    public Map<DeviceId, Long> vector(LogId log) {
        return Collections.unmodifiableMap(cachedVector(log));
    }

    @Override
    public List<Event> controlAndKeys(LogId log) {
        return read(
                statements.controlAndKeys,
                rows -> {
                    List<Event> events = new ArrayList<>();
                    while (rows.next()) {
                        events.add(event(rows));
                    }
                    return events;
                },
                (Object) log.bytes());
    }

    /**
     * Starts where the first missing event of any device is (of a fork, the earlier branch), so that the cost goes with what is missing and not with what
     * the log holds.
     */
    @Override
    public List<Event> after(LogId log, Map<DeviceId, Long> have, int limit) {
        long from = Long.MAX_VALUE;
        for (Map.Entry<DeviceId, Long> each : cachedVector(log).entrySet()) {
            long held = Math.max(0, have.getOrDefault(each.getKey(), 0L));
            if (held < each.getValue()) {
                from = Math.min(from, lamport(log, each.getKey(), held + 1));
            }
        }
        if (from == Long.MAX_VALUE) {
            return new ArrayList<>();
        }
        return read(
                statements.range,
                rows -> {
                    List<Event> events = new ArrayList<>();
                    while (events.size() < limit && rows.next()) {
                        if (rows.getLong(5) > have.getOrDefault(new DeviceId(rows.getBytes(4)), 0L)) {
                            events.add(event(rows));
                        }
                    }
                    return events;
                },
                log.bytes(),
                from);
    }

    @Override
    public Collection<LogId> logs() {
        return read(statements.logs, rows -> {
            List<LogId> logs = new ArrayList<>();
            while (rows.next()) {
                logs.add(new LogId(rows.getBytes(1)));
            }
            return logs;
        });
    }

    @Override
    public void commit() throws StoreException {
        try {
            if (broken) {
                throw new SQLException("a write of this batch failed");
            }
            connection.commit();
        } catch (SQLException e) {
            rollback(e);
            throw new StoreException("the database cannot be written", e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Takes the batch back. While even that fails nothing is written, and each commit tries it again. */
    private void rollback(SQLException cause) {
        broken = true;
        vectors.clear();
        try {
            connection.rollback();
            broken = false;
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private Map<DeviceId, Long> cachedVector(LogId log) {
        Map<DeviceId, Long> known = vectors.get(log);
        if (known == null) {
            known = read(
                    statements.vector,
                    rows -> {
                        Map<DeviceId, Long> vector = new HashMap<>();
                        while (rows.next()) {
                            vector.put(new DeviceId(rows.getBytes(1)), rows.getLong(2));
                        }
                        return vector;
                    },
                    (Object) log.bytes());
            vectors.put(log, known);
        }
        return known;
    }

    private long lamport(LogId log, DeviceId device, long seq) {
        return read(
                statements.firstLamport,
                rows -> rows.next() ? rows.getLong(1) : Long.MAX_VALUE,
                log.bytes(),
                device.bytes(),
                seq);
    }

    private Optional<Event> one(ResultSet rows) throws SQLException {
        return rows.next() ? Optional.of(event(rows)) : Optional.empty();
    }

    private Event event(ResultSet rows) throws SQLException {
        String body = rows.getString(3);
        return codec.trusted(
                rows.getString(1), rows.getString(2), body == null ? new Payload.Dropped() : new Payload.Whole(body));
    }

    /** A write that fails spoils its batch: the commit then says so, and nothing of the batch stays. */
    private void write(PreparedStatement statement, Object... values) {
        if (broken) {
            return;
        }
        try {
            bind(statement, values);
            statement.executeUpdate();
        } catch (SQLException e) {
            broken = true;
        }
    }

    private <T> T read(PreparedStatement statement, Reader<T> reader, Object... values) {
        try {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                return reader.read(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be read", e);
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (value instanceof Long number) {
                statement.setLong(i + 1, number);
            } else {
                statement.setString(i + 1, (String) value);
            }
        }
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }
}
