package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.log.EventStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Own events that no server has stored yet, oldest first, and the numbers under which texts were said. */
final class Outbox {
    /** The number of an event that nobody asked for by {@code say}. */
    static final long NONE = 0;

    private final ClientStore store;
    private final Map<EventId, Entry> waiting = new LinkedHashMap<>();

    private final List<Event> fresh = new ArrayList<>();

    private record Entry(Event event, long number) {}

    Outbox(ClientStore store, EventStore events) {
        this.store = store;
        for (Row row : store.rows(Table.OUTBOX)) {
            EventId id = EventId.of(row.key());
            events.find(id).ifPresent(event -> waiting.put(id, new Entry(event, Long.parseLong(row.value()))));
        }
    }

    void add(Event event, long number) {
        waiting.put(event.id(), new Entry(event, number));
        fresh.add(event);
        store.put(Table.OUTBOX, event.id().toString(), Long.toString(number));
    }

    /** A server has stored or refused it. Returns the event's number, if it was waiting. */
    Optional<Long> remove(EventId id) {
        Entry entry = waiting.remove(id);
        if (entry == null) {
            return Optional.empty();
        }
        store.remove(Table.OUTBOX, id.toString());
        return Optional.of(entry.number());
    }

    /** Those that were added since the last call. */
    List<Event> takeNew() {
        List<Event> taken = new ArrayList<>(fresh);
        fresh.clear();
        return taken;
    }

    /** The highest number in it. */
    long lastNumber() {
        long last = NONE;
        for (Entry entry : waiting.values()) {
            last = Math.max(last, entry.number());
        }
        return last;
    }

    List<Event> all() {
        List<Event> events = new ArrayList<>(waiting.size());
        for (Entry entry : waiting.values()) {
            events.add(entry.event());
        }
        return events;
    }

    /** How many of them are texts that somebody said. */
    int texts() {
        int texts = 0;
        for (Entry entry : waiting.values()) {
            texts += entry.number() == NONE ? 0 : 1;
        }
        return texts;
    }
}
