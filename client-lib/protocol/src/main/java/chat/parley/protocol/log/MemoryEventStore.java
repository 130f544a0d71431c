package chat.parley.protocol.log;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** An {@link EventStore} in memory: for clients, whose own store keeps the events besides, and for simulations. */
public final class MemoryEventStore implements EventStore {
    private final Map<EventId, Event> events = new HashMap<>();
    private final Map<LogId, Log> logs = new LinkedHashMap<>();

    private static final class Log {
        final TreeSet<Event> ordered = new TreeSet<>(Event.ORDER);
        final TreeSet<EventId> heads = new TreeSet<>();
        final Map<DeviceId, TreeMap<Long, Event>> byDevice = new HashMap<>();
    }

    @Override
    public boolean contains(EventId id) {
        return events.containsKey(id);
    }

    @Override
    public Optional<Event> find(EventId id) {
        return Optional.ofNullable(events.get(id));
    }

    @Override
    public Optional<Event> find(LogId log, DeviceId device, long seq) {
        Log found = logs.get(log);
        TreeMap<Long, Event> own = found == null ? null : found.byDevice.get(device);
        return own == null ? Optional.empty() : Optional.ofNullable(own.get(seq));
    }

    @Override
    public void add(Event event) {
        events.put(event.id(), event);
        Log log = logs.computeIfAbsent(event.log(), id -> new Log());
        log.ordered.add(event);
        log.heads.removeAll(event.header().antecedents());
        log.heads.add(event.id());
        log.byDevice
                .computeIfAbsent(event.header().device(), device -> new TreeMap<>())
                .putIfAbsent(event.header().seq(), event);
    }

    @Override
    public List<EventId> heads(LogId log) {
        Log found = logs.get(log);
        return found == null ? Collections.<EventId>emptyList() : new ArrayList<>(found.heads);
    }

    @Override
    public Map<DeviceId, Long> vector(LogId log) {
        Map<DeviceId, Long> vector = new HashMap<>();
        Log found = logs.get(log);
        if (found != null) {
            found.byDevice.forEach((device, own) -> vector.put(device, own.lastKey()));
        }
        return vector;
    }

    @Override
    public List<Event> controlAndKeys(LogId log) {
        List<Event> result = new ArrayList<>();
        for (Event event : ordered(log)) {
            if (event.header().eventClass() != EventClass.CONTENT) {
                result.add(event);
            }
        }
        return result;
    }

    @Override
    public List<Event> after(LogId log, Map<DeviceId, Long> have, int limit) {
        List<Event> result = new ArrayList<>();
        for (Event event : ordered(log)) {
            if (result.size() == limit) {
                break;
            }
            if (event.header().seq() > have.getOrDefault(event.header().device(), 0L)) {
                result.add(event);
            }
        }
        return result;
    }

    @Override
    public Collection<LogId> logs() {
        return Collections.unmodifiableSet(logs.keySet());
    }

    /** All events of a log, in its order. */
    public Collection<Event> ordered(LogId log) {
        Log found = logs.get(log);
        return found == null ? Collections.<Event>emptyList() : Collections.unmodifiableSet(found.ordered);
    }
}
