package chat.parley.server.log;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The events that were written or read last, as they are in memory. When many come into a room at once each of them is
 * shown the same events, and reading a header anew costs more than all else that is done with it. It says nothing of
 * whether an event is still stored: only who has found its row asks here. Bounded by text. Used by one thread.
 */
final class RecentEvents {
    /** Most text that is remembered, in characters. */
    static final long MAX_LENGTH = 16L * 1024 * 1024;

    private final Map<EventId, Event> events = new LinkedHashMap<>(16, 0.75f, true);
    private final long most;
    private long length;

    RecentEvents() {
        this(MAX_LENGTH);
    }

    RecentEvents(long most) {
        this.most = most;
    }

    Optional<Event> find(EventId id) {
        return Optional.ofNullable(events.get(id));
    }

    /** Remembers an event, and forgets those that were not asked for the longest. */
    void add(Event event) {
        if (events.put(event.id(), event) == null) {
            length += length(event);
        }
        var eldest = events.values().iterator();
        while (length > most) {
            length -= length(eldest.next());
            eldest.remove();
        }
    }

    /** Characters that are remembered. */
    long length() {
        return length;
    }

    /** Twice: it is remembered as it travels too. */
    static long length(Event event) {
        return 2 * (event.headerText().length() + event.header().length());
    }
}
