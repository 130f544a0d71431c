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
    private final ClientStore store;
    private final EventRowCodec rows;
    private final EventIndex index;
    private final Floors floors;
    private final List<Event> added = new ArrayList<>();
    private final List<Event> uncovered = new ArrayList<>();
    private final List<Event> forks = new ArrayList<>();
    private Consumer<List<Event>> digest = news -> {};
    private Consumer<Event> forked = event -> {};

    EventRows(ClientStore store, EventCodec codec) {
        this.store = store;
        this.rows = new EventRowCodec(codec);
        this.index = new EventIndex(store);
        this.floors = new Floors(store);
    }

    /** What is done with new events before they are committed. */
    void digestBy(Consumer<List<Event>> reader) {
        digest = reader;
    }

    /** What is done with an event whose device has written another one of the same number; before the others. */
    void tellForks(Consumer<Event> reader) {
        forked = reader;
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
        return index.find(log, device, seq).flatMap(this::find);
    }

    @Override
    public void add(Event event) {
        LogId log = event.log();
        store.put(Table.EVENT, event.id().toString(), rows.write(event));
        if (index.add(event)) {
            forks.add(event);
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
        for (Row row : store.first(Table.HEAD, RowKey.first(log), RowKey.end(log), Integer.MAX_VALUE)) {
            heads.add(EventId.of(row.key().substring(RowKey.first(log).length())));
        }
        return new ArrayList<>(heads);
    }

    @Override
    public Map<DeviceId, Long> vector(LogId log) {
        return index.vector(log);
    }

    @Override
    public Map<DeviceId, Long> reach(LogId log) {
        Map<DeviceId, Long> reach = new HashMap<>(floors.below(log));
        index.vector(log).forEach((device, seq) -> reach.merge(device, seq, Math::max));
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
        index.scan(log, from, to, place -> events.add(event(place)));
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
        index.scan(log, Position.of(wrong), Position.END, place -> {
            Event event = event(place);
            boolean rests = !Collections.disjoint(event.header().antecedents(), out)
                    || !Collections.disjoint(event.header().control(), out);
            if (rests || event.equals(wrong)) {
                out.add(event.id());
                gone.add(event);
            }
            return true;
        });
        gone.forEach(event -> remove(log, event));
        added.removeAll(gone);
        uncovered.removeAll(gone);
        return gone;
    }

    @Override
    public List<Event> controlAndKeys(LogId log) {
        List<Event> events = new ArrayList<>();
        index.scanRules(log, place -> events.add(event(place)));
        return events;
    }

    /** Starts where the first missing event of any device is, so that the cost goes with what is missing. */
    @Override
    public List<Event> after(LogId log, Map<DeviceId, Long> have, int limit) {
        long lamport = Long.MAX_VALUE;
        for (Map.Entry<DeviceId, Long> each : index.vector(log).entrySet()) {
            long held = Math.max(0, have.getOrDefault(each.getKey(), 0L));
            if (held < each.getValue()) {
                lamport = Math.min(lamport, index.lamportAfter(log, each.getKey(), held));
            }
        }
        Position start = new Position(lamport, Position.BEGIN.device(), Position.BEGIN.id());
        Position floor = floor(log);
        List<Event> events = new ArrayList<>();
        index.scan(log, start.compareTo(floor) < 0 ? floor : start, Position.END, place -> {
            if (place.seq() > have.getOrDefault(place.device(), 0L)) {
                events.add(event(place));
            }
            return events.size() < limit;
        });
        return events;
    }

    @Override
    public List<Event> before(LogId log, Position position, int limit) {
        List<Event> events = new ArrayList<>();
        index.last(log, floor(log), position, limit).forEach(place -> events.add(event(place)));
        return events;
    }

    /** From the floor on; read from keys alone. */
    @Override
    public void points(LogId log, int limit, PointReader reader) {
        TreeSet<EventId> sameLamport = new TreeSet<>();
        long[] at = {-1, 0};
        index.scan(log, floor(log), Position.END, place -> {
            if (place.lamport() != at[0]) {
                sameLamport.forEach(id -> reader.point(at[0], id.bytes()));
                sameLamport.clear();
            }
            at[0] = place.lamport();
            if (at[1]++ < limit) {
                sameLamport.add(place.id());
            }
            return at[1] < limit;
        });
        sameLamport.forEach(id -> reader.point(at[0], id.bytes()));
    }

    @Override
    public Collection<LogId> logs() {
        return index.logs();
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
        List<Event> proofs = new ArrayList<>(forks);
        forks.clear();
        proofs.forEach(forked);
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
        store.remove(Table.EVENT, event.id().toString());
        store.remove(Table.EDGE, RowKey.of(log, event.id()));
        store.remove(Table.HEAD, RowKey.of(log, event.id()));
        index.remove(event);
        for (EventId parent : event.header().antecedents()) {
            // Perhaps something else follows it still: then one cites it once more, which is harmless.
            if (find(parent).filter(held -> !floor(log).above(held)).isPresent()) {
                store.put(Table.HEAD, RowKey.of(log, parent), "");
            }
        }
    }

    private Event event(EventIndex.Place place) {
        return find(place.id()).orElseThrow(() -> new IllegalStateException("a row of the store is missing"));
    }
}
