package chat.parley.server.log;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Payload;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.DurableStore;
import chat.parley.protocol.log.Position;
import chat.parley.protocol.log.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events in a database. What is added between two commits is one transaction, begun and ended by SQL: SQLite's driver does
 * not notice when SQLite rolls back by itself. A commit returns when the database's log is synced to its disk. How far
 * each device is in a log is kept in memory, for as many logs as were used last. Used by one thread, but for
 * {@link #failure}.
 */
public final class JdbcEventStore implements DurableStore, HostingStore, AutoCloseable {
    /** Logs whose vectors are kept in memory. */
    private static final int MAX_VECTORS = 10_000;

    /** Most events that are read at a time: PostgreSQL's driver takes the whole answer into memory. */
    private static final int PAGE = 256;

    private static final int LEAST_PAGE = 32;

    /** Least time between two attempts to connect again: meanwhile the node does nothing else. */
    private static final long RECONNECT_NANOS = 1_000_000_000L;

    /** How long a commit waits for a new connection, to learn whether the batch has arrived. */
    private static final long DOUBT_NANOS = 3_000_000_000L;

    private static final long DOUBT_PAUSE_MILLIS = 100;

    /** What is written to find out whether a failed store takes anything again. */
    private static final String PROBE = "x".repeat(64 * 1024);

    private static final Logger LOG = System.getLogger(JdbcEventStore.class.getName());

    private static final String COLUMNS = "header, signature, body";

    private final Database database;
    private final EventCodec codec;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final Map<LogId, Map<DeviceId, Long>> vectors = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<LogId, Map<DeviceId, Long>> eldest) {
            return size() > MAX_VECTORS;
        }
    };
    private Connection connection;
    private boolean writing;
    private EventId last;
    private SQLException broken;
    private long reconnectAt = System.nanoTime();
    private volatile String failure;

    /** A text of any characters, which may be missing. */
    private record Text(String value) {}

    /** The questions to the database. */
    private static final class Sql {
        static final String CONTAINS = "SELECT 1 FROM event WHERE id = ?";

        static final String BY_ID = "SELECT " + COLUMNS + " FROM event WHERE id = ?";

        static final String BY_SEQ = "SELECT " + COLUMNS + " FROM event WHERE log = ? AND device = ? AND seq = ?";

        static final String INSERT = "INSERT INTO event (id, log, device, seq, lamport, class, header, signature,"
                + " body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

        static final String INSERT_HEAD = "INSERT INTO head (log, id) VALUES (?, ?)";

        static final String DELETE_HEAD = "DELETE FROM head WHERE log = ? AND id = ?";

        static final String HEADS = "SELECT id FROM head WHERE log = ? ORDER BY id";

        static final String VECTOR = "SELECT device, MAX(seq) FROM event WHERE log = ? GROUP BY device";

        static final String CONTROL_AND_KEYS =
                "SELECT " + COLUMNS + " FROM event WHERE log = ? AND class <> 'content' ORDER BY lamport, device, id";

        /** By the device's index: of a bare column SQLite would look for the minimum along the log's order. */
        static final String FIRST_LAMPORT = "SELECT MIN(+lamport) FROM event WHERE log = ? AND device = ? AND seq = ?";

        static final String RANGE = "SELECT " + COLUMNS + ", device, seq, lamport, id FROM event WHERE log = ?"
                + " AND (lamport, device, id) > (?, ?, ?) ORDER BY lamport, device, id LIMIT ?";

        static final String FIRST_RULE_LAMPORT =
                "SELECT MIN(lamport) FROM event WHERE log = ? AND device = ? AND seq > ?" + " AND class <> 'content'";

        static final String RULES_RANGE = "SELECT " + COLUMNS + ", device, seq, lamport, id FROM event WHERE log = ?"
                + " AND class <> 'content' AND (lamport, device, id) > (?, ?, ?) ORDER BY lamport, device, id LIMIT ?";

        static final String BEFORE = "SELECT " + COLUMNS + " FROM event WHERE log = ?"
                + " AND (lamport, device, id) < (?, ?, ?) ORDER BY lamport DESC, device DESC, id DESC LIMIT ?";

        static final String POINTS = "SELECT lamport, id FROM event WHERE log = ? ORDER BY lamport, id LIMIT ?";

        static final String LOGS = "SELECT DISTINCT log FROM head";

        static final String HOSTED = "SELECT log, wanted FROM hosted";

        static final String HOST = "INSERT INTO hosted (log, wanted) VALUES (?, ?)"
                + " ON CONFLICT (log) DO UPDATE SET wanted = excluded.wanted";

        static final String UNHOST = "DELETE FROM hosted WHERE log = ?";

        static final String DELETE_SETTING = "DELETE FROM setting WHERE name = ?";

        private Sql() {}
    }

    /**
     * Opens it.
     *
     * @throws UnusableException if the database cannot be used
     */
    public JdbcEventStore(Database database, EventCodec codec) throws UnusableException {
        this(database, database.connect(), codec);
    }

    /**
     * The same.
     *
     * @param connection of this database, in this store's hands from now on
     */
    public JdbcEventStore(Database database, Connection connection, EventCodec codec) {
        this.database = database;
        this.connection = connection;
        this.codec = codec;
    }

    /** Why it could not be written or reached the last time; any thread may ask. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Sees whether the database is there; after a failure, whether it can be written again. To be called now and then,
     * between two batches: what was added since the last commit could be taken back.
     */
    public void check() {
        try {
            if (broken != null) {
                recover(broken);
            }
            if (broken != null || writing) {
                return;
            }
            if (failure != null) {
                bind(Schema.SET, "probe", PROBE).executeUpdate();
                bind(Sql.DELETE_SETTING, "probe").executeUpdate();
                failure = null;
                LOG.log(Level.INFO, "the database can be written again");
            } else if (database.reconnects()) {
                execute("SELECT 1");
            }
        } catch (SQLException e) {
            forget(Schema.SET);
            forget(Sql.DELETE_SETTING);
            recover(e);
        }
    }

    @Override
    public boolean contains(EventId id) {
        return read(Sql.CONTAINS, ResultSet::next, id.bytes());
    }

    @Override
    public Optional<Event> find(EventId id) {
        return read(Sql.BY_ID, this::one, id.bytes());
    }

    @Override
    public Optional<Event> find(LogId log, DeviceId device, long seq) {
        return read(Sql.BY_SEQ, this::one, log.bytes(), device.bytes(), seq);
    }

    @Override
    public void add(Event event) {
        // Read first: if reading fails nothing of the event has been written.
        Map<DeviceId, Long> vector = cachedVector(event.log());
        byte[] log = event.log().bytes();
        write(
                Sql.INSERT,
                event.id().bytes(),
                log,
                event.header().device().bytes(),
                event.header().seq(),
                event.header().lamport(),
                event.header().eventClass().toString(),
                new Text(event.headerText()),
                event.signature().toString(),
                new Text(event.body().orElse(null)));
        for (EventId antecedent : event.header().antecedents()) {
            write(Sql.DELETE_HEAD, log, antecedent.bytes());
        }
        write(Sql.INSERT_HEAD, log, event.id().bytes());
        vector.merge(event.header().device(), event.header().seq(), Math::max);
        last = event.id();
    }

    @Override
    public List<EventId> heads(LogId log) {
        return read(
                Sql.HEADS,
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
                Sql.CONTROL_AND_KEYS,
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
                from = Math.min(from, lamport(Sql.FIRST_LAMPORT, log, each.getKey(), held + 1));
            }
        }
        return from(Sql.RANGE, log, have, limit, from);
    }

    /** Starts where the first such event that is missing is, as {@link #after} does. */
    @Override
    public List<Event> controlAndKeysAfter(LogId log, Map<DeviceId, Long> have, int limit) {
        long from = Long.MAX_VALUE;
        for (Map.Entry<DeviceId, Long> each : cachedVector(log).entrySet()) {
            long held = Math.max(0, have.getOrDefault(each.getKey(), 0L));
            if (held < each.getValue()) {
                from = Math.min(from, lamport(Sql.FIRST_RULE_LAMPORT, log, each.getKey(), held));
            }
        }
        return from(Sql.RULES_RANGE, log, have, limit, from);
    }

    /** Reads the log's order backwards, so that the cost goes with the limit. */
    @Override
    public List<Event> before(LogId log, Position position, int limit) {
        return read(
                Sql.BEFORE,
                rows -> {
                    List<Event> events = new ArrayList<>();
                    while (rows.next()) {
                        events.add(event(rows));
                    }
                    Collections.reverse(events);
                    return events;
                },
                log.bytes(),
                position.lamport(),
                position.device().bytes(),
                position.id().bytes(),
                (long) limit);
    }

    private List<Event> from(String sql, LogId log, Map<DeviceId, Long> have, int limit, long lamport) {
        List<Event> events = new ArrayList<>();
        Place place = lamport == Long.MAX_VALUE ? null : new Place(lamport, new byte[0], new byte[0]);
        while (place != null && events.size() < limit) {
            place = page(sql, log, have, limit, place, events);
        }
        return events;
    }

    /** Reads on from a place; the next one, or null at the end. */
    private Place page(String sql, LogId log, Map<DeviceId, Long> have, int limit, Place from, List<Event> events) {
        long most = Math.max(LEAST_PAGE, Math.min(PAGE, limit - events.size()));
        return read(
                sql,
                rows -> {
                    Place last = null;
                    int count = 0;
                    while (events.size() < limit && rows.next()) {
                        count++;
                        last = new Place(rows.getLong(6), rows.getBytes(4), rows.getBytes(7));
                        if (rows.getLong(5) > have.getOrDefault(new DeviceId(last.device()), 0L)) {
                            events.add(event(rows));
                        }
                    }
                    return count < most ? null : last;
                },
                log.bytes(),
                from.lamport(),
                from.device(),
                from.id(),
                most);
    }

    /** A place in a log's order. */
    private record Place(long lamport, byte[] device, byte[] id) {}

    /** Read from an index alone. */
    @Override
    public void points(LogId log, int limit, PointReader reader) {
        read(
                Sql.POINTS,
                rows -> {
                    while (rows.next()) {
                        reader.point(rows.getLong(1), rows.getBytes(2));
                    }
                    return null;
                },
                log.bytes(),
                (long) limit);
    }

    @Override
    public Collection<LogId> logs() {
        return read(Sql.LOGS, rows -> {
            List<LogId> logs = new ArrayList<>();
            while (rows.next()) {
                logs.add(new LogId(rows.getBytes(1)));
            }
            return logs;
        });
    }

    @Override
    public Map<LogId, Long> hosted() {
        return read(Sql.HOSTED, rows -> {
            Map<LogId, Long> hosted = new HashMap<>();
            while (rows.next()) {
                hosted.put(new LogId(rows.getBytes(1)), rows.getLong(2));
            }
            return hosted;
        });
    }

    @Override
    public void save(Map<LogId, Long> changes) throws StoreException {
        last = null;
        changes.forEach((log, wanted) -> {
            if (wanted == HostingStore.GONE) {
                write(Sql.UNHOST, (Object) log.bytes());
            } else {
                write(Sql.HOST, log.bytes(), wanted);
            }
        });
        commit();
    }

    @Override
    public void commit() throws StoreException {
        boolean inDoubt = false;
        try {
            if (broken != null) {
                throw broken;
            }
            if (writing) {
                inDoubt = database.reconnects();
                execute("COMMIT");
                writing = false;
                failure = null;
            }
        } catch (SQLException e) {
            recover(e);
            if (inDoubt && arrived()) {
                failure = null;
                return;
            }
            throw new StoreException("the database cannot be written: " + Schema.firstLine(e), e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /**
     * Takes the batch back, if need be on a new connection. While even that fails nothing is written, and each commit
     * tries it again.
     */
    private void recover(SQLException cause) {
        broken = cause;
        failure = Schema.firstLine(cause);
        vectors.clear();
        try {
            if (!rolledBackAlready()) {
                execute("ROLLBACK");
            }
            writing = false;
            broken = null;
        } catch (SQLException e) {
            if (!database.reconnects()) {
                LOG.log(Level.ERROR, "the failed batch cannot be taken back yet", e);
            } else if (System.nanoTime() - reconnectAt >= 0) {
                reconnect();
            }
        }
    }

    private void reconnect() {
        long begun = System.nanoTime();
        prepared.clear();
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "did not close in order", e);
        }
        try {
            connection = database.connect();
            writing = false;
            broken = null;
            LOG.log(Level.INFO, "connected to the database again");
        } catch (UnusableException e) {
            failure = e.getMessage();
            LOG.log(Level.WARNING, "the database is lost: {0}", e.getMessage());
        }
        long end = System.nanoTime();
        reconnectAt = end + Math.max(RECONNECT_NANOS, 2 * (end - begun));
    }

    /**
     * After a commit whose answer was lost: whether the batch is there, all of it or nothing. The new connection has the
     * lock that the old one had, so that the old one's commit is over.
     */
    private boolean arrived() {
        long end = System.nanoTime() + DOUBT_NANOS;
        while (broken != null && System.nanoTime() - end < 0) {
            try {
                Thread.sleep(DOUBT_PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            reconnect();
        }
        if (broken != null) {
            LOG.log(Level.WARNING, "whether the last batch has arrived is not known");
            return false;
        }
        return last != null && contains(last);
    }

    /** When a disk is full SQLite may have ended the transaction itself: then, and only then, another can begin. */
    private boolean rolledBackAlready() {
        try {
            execute("BEGIN");
        } catch (SQLException e) {
            return false;
        }
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            return false;
        }
        return true;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Map<DeviceId, Long> cachedVector(LogId log) {
        Map<DeviceId, Long> known = vectors.get(log);
        if (known == null) {
            known = read(
                    Sql.VECTOR,
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

    private long lamport(String sql, LogId log, DeviceId device, long seq) {
        return read(
                sql,
                rows -> {
                    boolean found = rows.next();
                    long lamport = found ? rows.getLong(1) : Long.MAX_VALUE;
                    return found && !rows.wasNull() ? lamport : Long.MAX_VALUE;
                },
                log.bytes(),
                device.bytes(),
                seq);
    }

    private Optional<Event> one(ResultSet rows) throws SQLException {
        return rows.next() ? Optional.of(event(rows)) : Optional.empty();
    }

    private Event event(ResultSet rows) throws SQLException {
        String body = database.text(rows, 3);
        return codec.trusted(
                database.text(rows, 1),
                rows.getString(2),
                body == null ? new Payload.Dropped() : new Payload.Whole(body));
    }

    /** A write that fails spoils its batch: the commit then says so, and nothing of the batch stays. */
    private void write(String sql, Object... values) {
        if (broken != null) {
            return;
        }
        try {
            if (!writing) {
                execute(database.begin());
                writing = true;
            }
            bind(sql, values).executeUpdate();
        } catch (SQLException e) {
            forget(sql);
            broken = e;
        }
    }

    private <T> T read(String sql, Reader<T> reader, Object... values) {
        try {
            try (ResultSet rows = bind(sql, values).executeQuery()) {
                return reader.read(rows);
            }
        } catch (SQLException e) {
            forget(sql);
            unread(e);
            throw new IllegalStateException("the database cannot be read", e);
        }
    }

    /** Only if nothing has been added since the last commit may another transaction or connection take this one's place. */
    private void unread(SQLException cause) {
        if (broken != null || !database.failureSpoilsBatch()) {
            return;
        }
        if (writing) {
            broken = cause;
        } else {
            recover(cause);
        }
    }

    /** The driver closes a statement that has failed: it would fail for ever. */
    private void forget(String sql) {
        try (PreparedStatement failed = prepared.remove(sql)) {
            LOG.log(Level.DEBUG, "prepared anew: {0}", sql);
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "did not close in order", e);
        }
    }

    private PreparedStatement bind(String sql, Object... values) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (value instanceof Text text) {
                database.setText(statement, i + 1, text.value());
            } else if (value instanceof Long number) {
                statement.setLong(i + 1, number);
            } else {
                statement.setString(i + 1, (String) value);
            }
        }
        return statement;
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }
}
