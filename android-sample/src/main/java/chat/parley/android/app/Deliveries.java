package chat.parley.android.app;

import chat.parley.client.ClientEvent;
import chat.parley.protocol.id.EventId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How far own messages have come, as far as this process has heard. */
public final class Deliveries {
    /** So many are remembered. */
    private static final int MAX = 2000;

    private final Map<Long, Entry> byNumber = new LinkedHashMap<>();
    private final Map<EventId, Long> byId = new LinkedHashMap<>();

    /** How far a message has come: to servers, and then to others. */
    public enum State {
        SENDING,
        STORED,
        SAFE,
        DELIVERED,
        READ
    }

    private record Entry(Optional<EventId> id, State state) {}

    /** Of a message on the way; empty for one that nothing was heard of. */
    public Optional<State> of(EventId id) {
        return Optional.ofNullable(byId.get(id)).flatMap(this::of);
    }

    public Optional<State> of(long number) {
        return Optional.ofNullable(byNumber.get(number)).map(Entry::state);
    }

    /** The event that a said text has become. */
    public Optional<EventId> idOf(long number) {
        return Optional.ofNullable(byNumber.get(number)).flatMap(Entry::id);
    }

    void clear() {
        byNumber.clear();
        byId.clear();
    }

    void happened(ClientEvent event) {
        if (event instanceof ClientEvent.Sent sent) {
            reached(sent.number(), sent.id(), State.SENDING);
        } else if (event instanceof ClientEvent.Stored stored) {
            reached(stored.number(), stored.id(), State.STORED);
        } else if (event instanceof ClientEvent.Safe safe) {
            reached(safe.number(), safe.id(), State.SAFE);
        }
    }

    private void reached(long number, EventId id, State state) {
        Entry before = byNumber.get(number);
        if (before != null && before.state().compareTo(state) > 0) {
            return;
        }
        byNumber.put(number, new Entry(Optional.of(id), state));
        byId.put(id, number);
        trim(byNumber);
        trim(byId);
    }

    private static void trim(Map<?, ?> map) {
        if (map.size() > MAX) {
            map.remove(map.keySet().iterator().next());
        }
    }
}
