package chat.parley.server.log;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Payload;
import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.DurableStore;
import chat.parley.protocol.log.Position;
import chat.parley.protocol.log.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events in a node's database. How far each device is in a log is kept in memory, for as many logs as were used last. Used
 * by the node's thread.
 */
public final class JdbcEventStore implements DurableStore, AutoCloseable {
    /** Most events that are read at a time: PostgreSQL's driver takes the whole answer into memory. */
    private static final int PAGE = 256;

    private static final int LEAST_PAGE = 32;

    private static final String COLUMNS = "id, header, signature, body";

    private final BatchConnection batches;
    private final EventCodec codec;
    private final Reaches reaches = new Reaches(this::readVector, this::readBeginning);
    private final RecentEvents recent = new RecentEvents();
    private final RecentLogs recentLogs = new RecentLogs();
    private EventId last;

    /** The questions to the database. */
    private static final class Sql {
        static final String CONTAINS = "SELECT 1 FROM event WHERE id = ?";

        static final String BY_ID = "SELECT " + COLUMNS + " FROM event WHERE id = ?";

        static final String BY_SEQ = "SELECT " + COLUMNS + " FROM event WHERE log = ? AND device = ? AND seq = ?";

        static final String INSERT = "INSERT INTO event (id, log, device, seq, lamport, class, header, signature,"
                + " body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

        static final String INSERT_HEAD = "INSERT INTO head (log, id) VALUES (?, ?)";

        static final String NAME_BLOB = "INSERT INTO blob_named (blob, log) VALUES (?, ?) ON CONFLICT DO NOTHING";

        static final String WANT_BLOB = "INSERT INTO blob_wanted (author, blob, due, tries) SELECT ?, ?, 0, 0"
                + " WHERE NOT EXISTS (SELECT 1 FROM blob WHERE id = ?) ON CONFLICT DO NOTHING";

        static final String DELETE_HEAD = "DELETE FROM head WHERE log = ? AND id = ?";

        static final String HEADS = "SELECT id FROM head WHERE log = ? ORDER BY id";

        static final String VECTOR = "SELECT device, MAX(seq) FROM event WHERE log = ? GROUP BY device";

        static final String CONTROL_AND_KEYS =
                "SELECT " + COLUMNS + " FROM event WHERE log = ? AND class <> 'content' ORDER BY lamport, device, id";

        /** By the device's index: of a bare column SQLite would look for the minimum along the log's order. */
        static final String FIRST_LAMPORT = "SELECT MIN(+lamport) FROM event WHERE log = ? AND device = ? AND seq = ?";

        static final String RANGE = "SELECT " + COLUMNS + ", device, seq, lamport FROM event WHERE log = ?"
                + " AND (lamport, device, id) > (?, ?, ?) ORDER BY lamport, device, id LIMIT ?";

        static final String FIRST_RULE_LAMPORT =
                "SELECT MIN(lamport) FROM event WHERE log = ? AND device = ? AND seq >= ?" + " AND class <> 'content'";

        static final String RULES_RANGE = "SELECT " + COLUMNS + ", device, seq, lamport FROM event WHERE log = ?"
                + " AND class <> 'content' AND (lamport, device, id) > (?, ?, ?) ORDER BY lamport, device, id LIMIT ?";

        static final String BEFORE = "SELECT " + COLUMNS + " FROM event WHERE log = ?"
                + " AND (lamport, device, id) < (?, ?, ?) ORDER BY lamport DESC, device DESC, id DESC LIMIT ?";

        static final String POINTS = "SELECT lamport, id FROM event WHERE log = ? ORDER BY lamport, id LIMIT ?";

        static final String LOGS = "SELECT DISTINCT log FROM head";

        private Sql() {}
    }

    /**
     * Opens a database for events.
     *
     * @throws UnusableException if it cannot be used
     */
    public JdbcEventStore(Database database, EventCodec codec) throws UnusableException {
        this(new BatchConnection(database), codec);
    }

    public JdbcEventStore(BatchConnection batches, EventCodec codec) {
        this.batches = batches;
        this.codec = codec;
        batches.onLoss(() -> {
            reaches.clear();
            recentLogs.clear();
        });
    }

    /** The connection, for what else a node keeps. */
    public BatchConnection batches() {
        return batches;
    }

    @Override
    public boolean contains(EventId id) {
        return batches.read(Sql.CONTAINS, ResultSet::next, id.bytes());
    }

    @Override
    public Optional<Event> find(EventId id) {
        return batches.read(Sql.BY_ID, this::one, id.bytes());
    }

    @Override
    public Optional<Event> find(LogId log, DeviceId device, long seq) {
        return batches.read(Sql.BY_SEQ, this::one, log.bytes(), device.bytes(), seq);
    }

    @Override
    public void add(Event event) {
        // Read first: if reading fails nothing of the event has been written.
        reaches.vector(event.log());
        byte[] log = event.log().bytes();
        batches.write(
                Sql.INSERT,
                event.id().bytes(),
                log,
                event.header().device().bytes(),
                event.header().seq(),
                event.header().lamport(),
                event.header().eventClass().toString(),
                new BatchConnection.Text(event.headerText()),
                event.signature().toString(),
                new BatchConnection.Text(event.body().orElse(null)));
        for (EventId antecedent : event.header().antecedents()) {
            batches.write(Sql.DELETE_HEAD, log, antecedent.bytes());
        }
        batches.write(Sql.INSERT_HEAD, log, event.id().bytes());
        for (BlobId blob : event.header().blobs()) {
            batches.write(Sql.NAME_BLOB, blob.bytes(), log);
            batches.write(Sql.WANT_BLOB, author(event), blob.bytes(), blob.bytes());
        }
        reaches.add(event);
        last = event.id();
        recent.add(event);
        if (event.header().eventClass() != EventClass.CONTENT) {
            recentLogs.added(event.log());
        }
    }

    /** Whose it is that files are asked for; an identity's first event names no user. */
    private static byte[] author(Event event) {
        return event.header().author().user().map(UserId::bytes).orElseGet(event.log()::bytes);
    }

    @Override
    public List<EventId> heads(LogId log) {
        return batches.read(
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
        return Collections.unmodifiableMap(reaches.vector(log));
    }

    @Override
    public List<Event> controlAndKeys(LogId log) {
        return recentLogs.get(log, this::readControlAndKeys);
    }

    @Override
    public Optional<List<Event>> controlAndKeys(LogId log, long most) {
        if (most > RecentLogs.LONGEST) {
            return DurableStore.super.controlAndKeys(log, most);
        }
        return recentLogs
                .getShort(log, this::beginningOfControlAndKeys)
                .filter(events -> RecentLogs.textLength(events) <= most);
    }

    /** As much of a log's beginning as a short log has at most, and a few events more of a long one. */
    private List<Event> beginningOfControlAndKeys(LogId log) {
        List<Event> events = new ArrayList<>();
        Place place = Place.BEGIN;
        while (place != null && RecentLogs.textLength(events) <= RecentLogs.LONGEST) {
            place = page(Sql.RULES_RANGE, log, Map.of(), events.size() + LEAST_PAGE, place, events);
        }
        return events;
    }

    private List<Event> readControlAndKeys(LogId log) {
        return batches.read(
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
        return from(Sql.RANGE, log, have, limit, firstMissing(Sql.FIRST_LAMPORT, log, have));
    }

    /** Starts where the first such event that is missing is, as {@link #after} does. */
    @Override
    public List<Event> controlAndKeysAfter(LogId log, Map<DeviceId, Long> have, int limit) {
        return from(Sql.RULES_RANGE, log, have, limit, firstMissing(Sql.FIRST_RULE_LAMPORT, log, have));
    }

    /** Key events are read on the way and left out: rooms have few. */
    @Override
    public List<Event> controlAfter(LogId log, Map<DeviceId, Long> have, int limit) {
        List<Event> control = new ArrayList<>();
        long lamport = firstMissing(Sql.FIRST_RULE_LAMPORT, log, have);
        Place place = lamport == Long.MAX_VALUE ? null : Place.at(lamport);
        while (place != null && control.size() < limit) {
            List<Event> rules = new ArrayList<>();
            place = page(Sql.RULES_RANGE, log, have, Integer.MAX_VALUE, place, rules);
            rules.removeIf(event -> event.header().eventClass() != EventClass.CONTROL);
            control.addAll(rules);
        }
        return control.size() > limit ? new ArrayList<>(control.subList(0, limit)) : control;
    }

    /** Of a device that has nothing, its first event of any kind: that is remembered. */
    private long firstMissing(String sql, LogId log, Map<DeviceId, Long> have) {
        long first = have.isEmpty() ? 0 : Long.MAX_VALUE;
        for (Map.Entry<DeviceId, Long> each : reaches.vector(log).entrySet()) {
            long held = Math.max(0, have.getOrDefault(each.getKey(), 0L));
            if (first > 0 && held < each.getValue()) {
                first = Math.min(
                        first,
                        held == 0 ? reaches.beginning(log, each.getKey()) : lamport(sql, log, each.getKey(), held + 1));
            }
        }
        return first;
    }

    /** Reads the log's order backwards, so that the cost goes with the limit. */
    @Override
    public List<Event> before(LogId log, Position position, int limit) {
        return batches.read(
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
        Place place = lamport == Long.MAX_VALUE ? null : Place.at(lamport);
        while (place != null && events.size() < limit) {
            place = page(sql, log, have, limit, place, events);
        }
        return events;
    }

    /** Reads on from a place; the next one, or null at the end. */
    private Place page(String sql, LogId log, Map<DeviceId, Long> have, int limit, Place from, List<Event> events) {
        long most = Math.max(LEAST_PAGE, Math.min(PAGE, limit - events.size()));
        return batches.read(
                sql,
                rows -> {
                    Place last = null;
                    int count = 0;
                    while (events.size() < limit && rows.next()) {
                        count++;
                        last = new Place(rows.getLong(7), rows.getBytes(5), rows.getBytes(1));
                        if (rows.getLong(6) > have.getOrDefault(new DeviceId(last.device()), 0L)) {
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
    private record Place(long lamport, byte[] device, byte[] id) {
        static final Place BEGIN = at(0);

        static Place at(long lamport) {
            return new Place(lamport, new byte[0], new byte[0]);
        }
    }

    /** Read from an index alone. */
    @Override
    public void points(LogId log, int limit, PointReader reader) {
        batches.read(
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
        return batches.read(Sql.LOGS, rows -> {
            List<LogId> logs = new ArrayList<>();
            while (rows.next()) {
                logs.add(new LogId(rows.getBytes(1)));
            }
            return logs;
        });
    }

    @Override
    public void commit() throws StoreException {
        batches.commit(() -> contains(last));
    }

    @Override
    public void takeBack() {
        batches.takeBack();
    }

    /** Events of a log were taken out: what is remembered of it is no longer true. */
    void forget(LogId log) {
        reaches.forget(log);
        recentLogs.forget(log);
    }

    @Override
    public void close() throws SQLException {
        batches.close();
    }

    private Map<DeviceId, Long> readVector(LogId log) {
        return batches.read(
                Sql.VECTOR,
                rows -> {
                    Map<DeviceId, Long> vector = new HashMap<>();
                    while (rows.next()) {
                        vector.put(new DeviceId(rows.getBytes(1)), rows.getLong(2));
                    }
                    return vector;
                },
                (Object) log.bytes());
    }

    private long readBeginning(LogId log, DeviceId device) {
        return lamport(Sql.FIRST_LAMPORT, log, device, 1);
    }

    private long lamport(String sql, LogId log, DeviceId device, long seq) {
        return batches.read(
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
        Optional<Event> known = recent.find(new EventId(rows.getBytes(1)));
        if (known.isPresent()) {
            return known.get();
        }
        String body = batches.text(rows, 4);
        Event event = codec.trusted(
                batches.text(rows, 2),
                rows.getString(3),
                body == null ? new Payload.Dropped() : new Payload.Whole(body));
        recent.add(event);
        return event;
    }
}
