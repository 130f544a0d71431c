package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.Position;
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
import java.util.function.Predicate;

/** Where the events of the client's store stand: in their log's order, and in the order of their devices. */
final class EventIndex {
    /** Rows that are read at a time. */
    private static final int CHUNK = 256;

    /** Logs of which it is kept in memory how far each device is. */
    private static final int MAX_VECTORS = 64;

    private final ClientStore store;
    private final Map<LogId, Map<DeviceId, Long>> vectors = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<LogId, Map<DeviceId, Long>> eldest) {
            return size() > MAX_VECTORS;
        }
    };

    EventIndex(ClientStore store) {
        this.store = store;
    }

    /** Returns whether the device has another event of this number. */
    boolean add(Event event) {
        LogId log = event.log();
        DeviceId device = event.header().device();
        long seq = event.header().seq();
        String place = RowKey.of(log, Position.of(event));
        String value = event.id() + " " + device + " " + seq;
        store.put(Table.PLACE, place, value);
        if (event.header().eventClass() != EventClass.CONTENT) {
            store.put(Table.RULE, place, value);
        }
        String sequence = RowKey.of(log, device, seq);
        boolean fork = store.get(Table.SEQUENCE, sequence).isPresent();
        if (!fork) {
            store.put(
                    Table.SEQUENCE, sequence, event.id() + " " + event.header().lamport());
        }
        if (seq > vector(log).getOrDefault(device, 0L)) {
            reach(log, device, seq);
        }
        return fork;
    }

    void remove(Event event) {
        LogId log = event.log();
        DeviceId device = event.header().device();
        long seq = event.header().seq();
        String place = RowKey.of(log, Position.of(event));
        store.remove(Table.PLACE, place);
        store.remove(Table.RULE, place);
        store.remove(Table.SEQUENCE, RowKey.of(log, device, seq));
        if (seq <= vector(log).getOrDefault(device, 0L)) {
            reach(log, device, seq - 1);
        }
    }

    /** The highest number of every device in a log. */
    Map<DeviceId, Long> vector(LogId log) {
        Map<DeviceId, Long> known = vectors.get(log);
        if (known == null) {
            known = new HashMap<>();
            for (Row row : store.first(Table.DEVICE, RowKey.first(log), RowKey.end(log), Integer.MAX_VALUE)) {
                known.put(DeviceId.of(row.key().substring(RowKey.first(log).length())), Long.parseLong(row.value()));
            }
            vectors.put(log, known);
        }
        return Collections.unmodifiableMap(known);
    }

    Optional<EventId> find(LogId log, DeviceId device, long seq) {
        return store.get(Table.SEQUENCE, RowKey.of(log, device, seq))
                .map(row -> EventId.of(row.substring(0, row.indexOf(' '))));
    }

    /** The lamport number of a device's next event after {@code seq}; the highest there is if there is none. */
    long lamportAfter(LogId log, DeviceId device, long seq) {
        List<Row> next =
                store.first(Table.SEQUENCE, RowKey.of(log, device, seq + 1), RowKey.of(log, device, Long.MAX_VALUE), 1);
        return next.isEmpty()
                ? Long.MAX_VALUE
                : Long.parseLong(
                        next.get(0).value().substring(next.get(0).value().indexOf(' ') + 1));
    }

    /** Tells the places of a log from one position to before another, in its order, until the reader has enough. */
    void scan(LogId log, Position from, Position to, Predicate<Place> reader) {
        scan(Table.PLACE, log, from, to, reader);
    }

    /** The same of control and key events only. */
    void scanRules(LogId log, Predicate<Place> reader) {
        scan(Table.RULE, log, Position.BEGIN, Position.END, reader);
    }

    /** The last places from one position to before another, in the log's order. */
    List<Place> last(LogId log, Position from, Position to, int limit) {
        List<Place> places = new ArrayList<>();
        for (Row row : store.last(Table.PLACE, RowKey.of(log, from), RowKey.of(log, to), limit)) {
            places.add(Place.of(row));
        }
        Collections.reverse(places);
        return places;
    }

    Collection<LogId> logs() {
        Set<LogId> logs = new LinkedHashSet<>();
        for (Row row : store.rows(Table.DEVICE)) {
            logs.add(RowKey.log(row.key()));
        }
        return logs;
    }

    private void reach(LogId log, DeviceId device, long seq) {
        vector(log);
        vectors.get(log).put(device, seq);
        store.put(Table.DEVICE, RowKey.of(log, device), Long.toString(seq));
    }

    private void scan(Table table, LogId log, Position from, Position to, Predicate<Place> reader) {
        String key = RowKey.of(log, from);
        boolean more = true;
        while (more) {
            List<Row> chunk = store.first(table, key, RowKey.of(log, to), CHUNK);
            more = chunk.size() == CHUNK;
            for (Row row : chunk) {
                if (!reader.test(Place.of(row))) {
                    return;
                }
                key = row.key() + " ";
            }
        }
    }

    /** An event's place, without the event. */
    record Place(EventId id, DeviceId device, long seq, long lamport) {
        private static Place of(Row row) {
            String[] parts = row.value().split(" ");
            return new Place(
                    EventId.of(parts[0]), DeviceId.of(parts[1]), Long.parseLong(parts[2]), RowKey.lamport(row.key()));
        }
    }
}
