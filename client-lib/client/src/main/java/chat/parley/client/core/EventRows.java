package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.DurableStore;
import chat.parley.protocol.log.Position;
import chat.parley.protocol.log.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The client's events, as rows of its store, read when they are needed: memory does not grow with the rooms. What follows
 * from new events (keys, read messages) is written in the transaction that writes them, so that a crash loses both or
 * neither. What stands below a log's floor is kept, and not read to the person before the floor goes below it.
 */
final class EventRows implements DurableStore {
    /** Rows that are read at a time. */
    private static final int CHUNK = 256;

    /** Logs of which it is kept in memory how far each device is. */
    private static final int MAX_VECTORS = 64;

    private final ClientStore store;
    private final EventRowCodec rows;
    private final Floors floors;
    private final List<Event> added = new ArrayList<>();
    private final List<Event> uncovered = new ArrayList<>();
    private final Map<LogId, Map<DeviceId, Long>> vectors = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<LogId, Map<DeviceId, Long>> eldest) {
            return size() > MAX_VECTORS;
        }
    };
    private Consumer<List<Event>> digest = news -> {};

    EventRows(ClientStore store, EventCodec codec) {
        this.store = store;
        this.rows = new EventRowCodec(codec);
        this.floors = new Floors(store);
    }

    /** What is done with new events before they are committed. */
    void digestBy(Consumer<List<Event>> reader) {
        digest = reader;
    }

    @Override
    public boolean contains(EventId id) {
        return store.get(Table.EVENT, id.toString()).isPresent();
    }

    @Override
    public Optional<Event> find(EventId id) {
        return store.get(Table.EVENT, id.toString()).map(rows::read);
    }

    @Override
    public Optional<Event> find(LogId log, DeviceId device, long seq) {
        return store.get(Table.SEQUENCE, RowKey.of(log, device, seq))
                .flatMap(row -> find(Sequence.of(row).id()));
    }

    @Override
    public void add(Event event) {
        LogId log = event.log();
        DeviceId device = event.header().device();
        long seq = event.header().seq();
        String id = event.id().toString();
        String place = RowKey.of(log, Position.of(event));
        Map<DeviceId, Long> vector = cachedVector(log);
        store.put(Table.EVENT, id, rows.write(event));
        store.put(Table.PLACE, place, id + " " + device + " " + seq);
        if (event.header().eventClass() != EventClass.CONTENT) {
            store.put(Table.RULE, place, id + " " + device + " " + seq);
        }
        String sequence = RowKey.of(log, device, seq);
        if (!store.get(Table.SEQUENCE, sequence).isPresent()) {
            store.put(
                    Table.SEQUENCE,
                    sequence,
                    new Sequence(event.id(), event.header().lamport()).toString());
        }
        if (seq > vector.getOrDefault(device, 0L)) {
            vector.put(device, seq);
            store.put(Table.DEVICE, RowKey.of(log, device), Long.toString(seq));
        }
        if (!floor(log).above(event)) {
            follow(log, event);
            store.put(Table.HEAD, RowKey.of(log, event.id()), "");
        }
        added.add(event);
    }

    @Override
    public List<EventId> heads(LogId log) {
        TreeSet<EventId> heads = new TreeSet<>();
        for (Row row : all(Table.HEAD, log)) {
            heads.add(EventId.of(row.key().substring(RowKey.first(log).length())));
        }
        return new ArrayList<>(heads);
    }

    @Override
    public Map<DeviceId, Long> vector(LogId log) {
        return Collections.unmodifiableMap(cachedVector(log));
    }

    @Override
    public Map<DeviceId, Long> reach(LogId log) {
        Map<DeviceId, Long> reach = new HashMap<>(floors.below(log));
        cachedVector(log).forEach((device, seq) -> reach.merge(device, seq, Math::max));
        return reach;
    }

    @Override
    public Position floor(LogId log) {
        return floors.at(log);
    }

    /** Nothing of a log is held yet, and its newest events are to come first. */
    void startAtEnd(LogId log) {
        floors.set(log, Position.END, Collections.emptyMap());
    }

    /** Events that are held from one position to before another, in the log's order. */
    List<Event> between(LogId log, Position from, Position to) {
        List<Event> events = new ArrayList<>();
        scan(Table.PLACE, log, RowKey.of(log, from), RowKey.of(log, to), place -> events.add(event(place)));
        return events;
    }

    /** The floor goes down: what is held above it now has been proved, with all its parents, and is to be read. */
    void sink(LogId log, Position to, Map<DeviceId, Long> below) {
        Position from = floor(log);
        floors.set(log, to, from.equals(Position.END) ? below : floors.below(log));
        Set<Event> present = new LinkedHashSet<>(added);
        List<Event> covered = between(log, to, from);
        for (Event event : covered) {
            follow(log, event);
            if (!store.get(Table.EDGE, RowKey.of(log, event.id())).isPresent()) {
                store.put(Table.HEAD, RowKey.of(log, event.id()), "");
            }
            store.remove(Table.EDGE, RowKey.of(log, event.id()));
            if (event.header().eventClass() == EventClass.CONTENT && !present.contains(event)) {
                uncovered.add(event);
            }
        }
    }

    /** Takes an event out, with all that follows it or rests on it, and returns them. The log must be read again. */
    List<Event> drop(LogId log, Event wrong) {
        Set<EventId> out = new LinkedHashSet<>();
        out.add(wrong.id());
        List<Event> gone = new ArrayList<>();
        scan(Table.PLACE, log, RowKey.of(log, Position.of(wrong)), RowKey.end(log), place -> {
            Event event = event(place);
            boolean rests = !Collections.disjoint(event.header().antecedents(), out)
                    || !Collections.disjoint(event.header().control(), out);
            if (rests || event.equals(wrong)) {
                out.add(event.id());
                gone.add(event);
            }
        });
        gone.forEach(event -> remove(log, event));
        vectors.remove(log);
        added.removeAll(gone);
        uncovered.removeAll(gone);
        return gone;
    }

    @Override
    public List<Event> controlAndKeys(LogId log) {
        List<Event> events = new ArrayList<>();
        scan(Table.RULE, log, RowKey.first(log), RowKey.end(log), place -> events.add(event(place)));
        return events;
    }

    /** Starts where the first missing event of any device is, so that the cost goes with what is missing. */
    @Override
    public List<Event> after(LogId log, Map<DeviceId, Long> have, int limit) {
        long from = Long.MAX_VALUE;
        for (Map.Entry<DeviceId, Long> each : cachedVector(log).entrySet()) {
            long held = Math.max(0, have.getOrDefault(each.getKey(), 0L));
            if (held < each.getValue()) {
                from = Math.min(from, lamportAfter(log, each.getKey(), held));
            }
        }
        Position floor = floor(log);
        Position start = new Position(from, Position.BEGIN.device(), Position.BEGIN.id());
        List<Event> events = new ArrayList<>();
        String key = RowKey.of(log, start.compareTo(floor) < 0 ? floor : start);
        List<Row> chunk = Collections.emptyList();
        do {
            chunk = from == Long.MAX_VALUE
                    ? Collections.<Row>emptyList()
                    : store.first(Table.PLACE, key, RowKey.end(log), CHUNK);
            for (Row row : chunk) {
                Place place = Place.of(row);
                if (events.size() < limit && place.seq() > have.getOrDefault(place.device(), 0L)) {
                    events.add(event(place));
                }
                key = row.key() + " ";
            }
        } while (chunk.size() == CHUNK && events.size() < limit);
        return events;
    }

    @Override
    public List<Event> before(LogId log, Position position, int limit) {
        List<Event> events = new ArrayList<>();
        for (Row row : store.last(Table.PLACE, RowKey.of(log, floor(log)), RowKey.of(log, position), limit)) {
            events.add(event(Place.of(row)));
        }
        Collections.reverse(events);
        return events;
    }

    /** From the floor on; read from keys alone. */
    @Override
    public void points(LogId log, int limit, PointReader reader) {
        TreeSet<EventId> sameLamport = new TreeSet<>();
        long[] at = {-1, 0};
        scan(Table.PLACE, log, RowKey.of(log, floor(log)), RowKey.end(log), place -> {
            if (place.lamport() != at[0]) {
                sameLamport.forEach(id -> reader.point(at[0], id.bytes()));
                sameLamport.clear();
            }
            at[0] = place.lamport();
            if (at[1]++ < limit) {
                sameLamport.add(place.id());
            }
        });
        sameLamport.forEach(id -> reader.point(at[0], id.bytes()));
    }

    @Override
    public Collection<LogId> logs() {
        Set<LogId> logs = new LinkedHashSet<>();
        for (Row row : store.rows(Table.DEVICE)) {
            logs.add(LogId.of(row.key().substring(0, row.key().indexOf(' '))));
        }
        return logs;
    }

    @Override
    public void commit() throws StoreException {
        List<Event> news = new ArrayList<>();
        for (Event event : added) {
            if (event.header().eventClass() != EventClass.CONTENT
                    || !floor(event.log()).above(event)) {
                news.add(event);
            }
        }
        if (!uncovered.isEmpty()) {
            news.addAll(uncovered);
            news.sort(Event.ORDER);
        }
        added.clear();
        uncovered.clear();
        digest.accept(news);
        store.commit();
    }

    /** Those that an event follows are no heads any more; below the floor they are edges. */
    private void follow(LogId log, Event event) {
        Position floor = floor(log);
        for (EventId id : event.header().antecedents()) {
            store.remove(Table.HEAD, RowKey.of(log, id));
            if (!floor.equals(Position.BEGIN) && find(id).filter(floor::above).isPresent()) {
                store.put(Table.EDGE, RowKey.of(log, id), "");
            }
        }
    }

    private void remove(LogId log, Event event) {
        String id = event.id().toString();
        DeviceId device = event.header().device();
        long seq = event.header().seq();
        String place = RowKey.of(log, Position.of(event));
        store.remove(Table.EVENT, id);
        store.remove(Table.PLACE, place);
        store.remove(Table.RULE, place);
        store.remove(Table.SEQUENCE, RowKey.of(log, device, seq));
        store.remove(Table.EDGE, RowKey.of(log, event.id()));
        store.remove(Table.HEAD, RowKey.of(log, event.id()));
        if (seq <= cachedVector(log).getOrDefault(device, 0L)) {
            cachedVector(log).put(device, seq - 1);
            store.put(Table.DEVICE, RowKey.of(log, device), Long.toString(seq - 1));
        }
        for (EventId parent : event.header().antecedents()) {
            // Perhaps something else follows it still: then one cites it once more, which is harmless.
            if (find(parent).filter(held -> !floor(log).above(held)).isPresent()) {
                store.put(Table.HEAD, RowKey.of(log, parent), "");
            }
        }
    }

    private long lamportAfter(LogId log, DeviceId device, long seq) {
        List<Row> next =
                store.first(Table.SEQUENCE, RowKey.of(log, device, seq + 1), RowKey.of(log, device, Long.MAX_VALUE), 1);
        return next.isEmpty()
                ? Long.MAX_VALUE
                : Sequence.of(next.get(0).value()).lamport();
    }

    private Map<DeviceId, Long> cachedVector(LogId log) {
        Map<DeviceId, Long> known = vectors.get(log);
        if (known == null) {
            known = new HashMap<>();
            for (Row row : all(Table.DEVICE, log)) {
                known.put(DeviceId.of(row.key().substring(RowKey.first(log).length())), Long.parseLong(row.value()));
            }
            vectors.put(log, known);
        }
        return known;
    }

    private List<Row> all(Table table, LogId log) {
        return store.first(table, RowKey.first(log), RowKey.end(log), Integer.MAX_VALUE);
    }

    private void scan(Table table, LogId log, String from, String to, Consumer<Place> reader) {
        String key = from;
        List<Row> chunk;
        do {
            chunk = store.first(table, key, to, CHUNK);
            for (Row row : chunk) {
                reader.accept(Place.of(row));
                key = row.key() + " ";
            }
        } while (chunk.size() == CHUNK);
    }

    private Event event(Place place) {
        return find(place.id()).orElseThrow(() -> new IllegalStateException("a row of the store is missing"));
    }

    /** What a row says of where an event stands. */
    private record Place(EventId id, DeviceId device, long seq, long lamport) {
        static Place of(Row row) {
            String[] parts = row.value().split(" ");
            LogId log = LogId.of(row.key().substring(0, row.key().indexOf(' ')));
            return new Place(
                    EventId.of(parts[0]),
                    DeviceId.of(parts[1]),
                    Long.parseLong(parts[2]),
                    RowKey.lamport(log, row.key()));
        }
    }

    /** What a row says of a device's event. */
    private record Sequence(EventId id, long lamport) {
        static Sequence of(String row) {
            String[] parts = row.split(" ");
            return new Sequence(EventId.of(parts[0]), Long.parseLong(parts[1]));
        }

        @Override
        public String toString() {
            return id + " " + lamport;
        }
    }
}
