package chat.parley.protocol.log;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import java.util.Map;
import java.util.Optional;

/** Events of a store without their bodies, those in memory that were used last: the parents of what comes next. */
final class RecentHeaders {
    /** Headers kept in memory. */
    private static final int MAX_RECENT = 8192;

    private final EventStore store;
    private final Map<EventId, Event> recent = new Latest<>(MAX_RECENT);

    RecentHeaders(EventStore store) {
        this.store = store;
    }

    Optional<Event> find(EventId id) {
        Event known = recent.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Event> found = store.find(id).map(Event::headerOnly);
        found.ifPresent(event -> recent.put(id, event));
        return found;
    }

    /** An event was stored. */
    void add(Event event) {
        recent.put(event.id(), event.headerOnly());
    }

    /** Events were taken out of the store. */
    void clear() {
        recent.clear();
    }
}
