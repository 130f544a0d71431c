package chat.parley.simulation;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.server.log.HostingStore;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What survives a server's crash: the events of all batches that were synced. It can be slow, and full. */
final class SimDisk implements HostingStore {
    private final Map<EventId, Event> events = new LinkedHashMap<>();
    private final Map<LogId, Long> hosted = new HashMap<>();
    private final Set<EventId> lost = new HashSet<>();
    private boolean full;
    private boolean slow;

    void sync(List<Event> batch) {
        for (Event event : batch) {
            events.put(event.id(), event);
        }
    }

    @Override
    public Map<LogId, Long> hosted() {
        return hosted;
    }

    @Override
    public void save(Map<LogId, Long> changes) {
        hosted.putAll(changes);
        hosted.values().removeIf(wanted -> wanted == GONE);
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
    }

    /** Whether an event was ever synced here, on a disk that is lost perhaps. */
    boolean hasSynced(EventId id) {
        return contains(id) || hasLost(id);
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
