package chat.parley.simulation;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.server.log.HostingStore.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What survives a server's crash: the events of all batches that were synced. It can be slow, and full. */
final class SimDisk {
    private final Map<EventId, Event> events = new LinkedHashMap<>();
    private final Map<LogId, Standing> standings = new HashMap<>();
    private final Set<LogId> removing = new LinkedHashSet<>();
    private final Set<EventId> dropped = new HashSet<>();
    private final Set<EventId> lost = new HashSet<>();
    private boolean full;
    private boolean slow;

    void sync(List<Event> batch) {
        for (Event event : batch) {
            events.put(event.id(), event);
        }
    }

    Map<LogId, Standing> standings() {
        return Collections.unmodifiableMap(standings);
    }

    void save(Map<LogId, Standing> changes) {
        standings.putAll(changes);
        standings.values().removeIf(standing -> standing instanceof Standing.None);
    }

    /** Logs that are on their way out. */
    Set<LogId> removing() {
        return Collections.unmodifiableSet(removing);
    }

    /** Takes the newest events of a log out; says whether some are left. */
    boolean remove(LogId log, int most) {
        List<Event> ordered = new ArrayList<>();
        for (Event event : events.values()) {
            if (event.log().equals(log)) {
                ordered.add(event);
            }
        }
        ordered.sort(Event.ORDER);
        for (Event event : ordered.subList(Math.max(0, ordered.size() - most), ordered.size())) {
            events.remove(event.id());
            dropped.add(event.id());
        }
        boolean left = ordered.size() > most;
        if (left) {
            removing.add(log);
        } else {
            removing.remove(log);
        }
        return left;
    }

    boolean contains(EventId id) {
        return events.containsKey(id);
    }

    Collection<Event> events() {
        return Collections.unmodifiableCollection(events.values());
    }

    Collection<EventId> ids() {
        return Collections.unmodifiableCollection(events.keySet());
    }

    /** The machine is gone with all that was on it; what starts next has an empty disk. */
    void burn() {
        lost.addAll(events.keySet());
        events.clear();
        standings.clear();
        removing.clear();
    }

    /** Whether an event was ever synced here, on a disk that is lost perhaps, or taken out since. */
    boolean hasSynced(EventId id) {
        return contains(id) || hasLost(id) || hasDropped(id);
    }

    /** Whether an event was here and its log was taken out, as others had it. */
    boolean hasDropped(EventId id) {
        return dropped.contains(id);
    }

    /** Whether a disk was lost here, and an event with it. */
    boolean hasLost(EventId id) {
        return lost.contains(id);
    }

    boolean full() {
        return full;
    }

    void full(boolean now) {
        full = now;
    }

    boolean slow() {
        return slow;
    }

    void slow(boolean now) {
        slow = now;
    }

    /** How long a sync takes, in microseconds. */
    long syncTime(Dice dice) {
        return slow ? dice.between(50_000, 1_500_000) : dice.between(300, 8_000);
    }
}
