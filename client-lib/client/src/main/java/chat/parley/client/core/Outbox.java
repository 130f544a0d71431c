package chat.parley.client.core;

import chat.parley.client.Delivery;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.log.EventStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Own events that are not safe yet, oldest first: which servers have them on their disks, and the numbers under which
 * texts were said. An event leaves when a second server has signed for it.
 */
final class Outbox {
    /** The number of an event that nobody asked for by {@code say}. */
    static final long NONE = 0;

    /** Receipts that make an event safe. */
    static final int SAFE = 2;

    /** Events that one server has and no second one: with a single server none ever leaves by itself. */
    static final int MAX_STORED = 1000;

    private final ClientStore store;
    private final Map<EventId, Entry> waiting = new LinkedHashMap<>();

    /** Those that one server has, in the order of its receipts. */
    private final Set<EventId> stored = new LinkedHashSet<>();

    private final List<Event> fresh = new ArrayList<>();
    private int lost;

    /** An event that waits. */
    record Entry(Event event, long number, Set<ServerId> signed) {
        boolean stored() {
            return !signed.isEmpty();
        }

        boolean safe() {
            return signed.size() >= SAFE;
        }
    }

    Outbox(ClientStore store, EventStore events) {
        this.store = store;
        for (Row row : store.rows(Table.OUTBOX)) {
            EventId id = EventId.of(row.key());
            String[] value = row.value().split(" ");
            Set<ServerId> signed = new TreeSet<>();
            for (int i = 1; i < value.length; i++) {
                signed.add(ServerId.of(value[i]));
            }
            events.find(id).ifPresent(event -> {
                waiting.put(id, new Entry(event, Long.parseLong(value[0]), signed));
                if (!signed.isEmpty()) {
                    stored.add(id);
                }
            });
        }
    }

    void add(Event event, long number) {
        waiting.put(event.id(), new Entry(event, number, new TreeSet<>()));
        fresh.add(event);
        store.put(Table.OUTBOX, event.id().toString(), Long.toString(number));
    }

    /** A server has signed that it has stored an event. Returns the entry if that is news. */
    Optional<Entry> signed(EventId id, ServerId server) {
        Entry entry = waiting.get(id);
        if (entry == null || !entry.signed().add(server)) {
            return Optional.empty();
        }
        if (entry.safe()) {
            settle(entry, Delivery.SAFE);
            remove(id);
        } else {
            StringBuilder value = new StringBuilder().append(entry.number());
            entry.signed().forEach(each -> value.append(' ').append(each));
            store.put(Table.OUTBOX, id.toString(), value.toString());
            stored.add(id);
            dropOldest();
        }
        return Optional.of(entry);
    }

    /** It need not go out any more. What no server has stored is lost then. */
    void remove(EventId id) {
        stored.remove(id);
        Entry entry = waiting.remove(id);
        if (entry != null) {
            store.remove(Table.OUTBOX, id.toString());
            lost(entry.stored() ? 0 : 1);
        }
    }

    /** A server does not take it, and no other is asked. */
    void refused(EventId id) {
        Entry entry = waiting.get(id);
        if (entry != null && !entry.stored()) {
            settle(entry, Delivery.REFUSED);
        }
        remove(id);
    }

    /** How far a text has come to servers that is not waiting to be encrypted. */
    Delivery delivery(EventId id) {
        Entry entry = waiting.get(id);
        if (entry != null) {
            return entry.stored() ? Delivery.STORED : Delivery.SENDING;
        }
        // What was dropped from here, or was written at another device of this user, has come as far as one server.
        return store.get(Table.DELIVERY, id.toString()).map(Delivery::valueOf).orElse(Delivery.STORED);
    }

    /** What is known of a text stays when its entry goes. */
    private void settle(Entry entry, Delivery delivery) {
        if (entry.number() != NONE) {
            store.put(Table.DELIVERY, entry.event().id().toString(), delivery.name());
        }
    }

    /** So much of what was said and done will not be stored. */
    void lost(int count) {
        lost += count;
    }

    /** How much was lost since this client was opened. */
    int lost() {
        return lost;
    }

    /** All that a server has not signed for, the newest included. */
    List<Event> lacking(ServerId server) {
        fresh.clear();
        List<Event> events = new ArrayList<>();
        for (Entry entry : waiting.values()) {
            if (!entry.signed().contains(server)) {
                events.add(entry.event());
            }
        }
        return events;
    }

    /** Those that this server has signed for and no second one, oldest first. */
    List<String> unconfirmed(ServerId server, int limit) {
        List<String> ids = new ArrayList<>();
        for (Entry entry : waiting.values()) {
            if (ids.size() < limit && entry.signed().contains(server)) {
                ids.add(entry.event().id().toString());
            }
        }
        return ids;
    }

    /** Whether a server has signed for one's own event. */
    boolean stored(EventId id) {
        return stored.contains(id) || !waiting.containsKey(id);
    }

    boolean has(EventId id) {
        return waiting.containsKey(id);
    }

    /** Those that a server has lost, of which it was asked: they are nowhere else yet. The question is answered then. */
    List<Event> forgotten(Set<String> asked) {
        List<Event> events = new ArrayList<>();
        for (String id : asked) {
            Entry entry = waiting.get(EventId.of(id));
            if (entry != null) {
                events.add(entry.event());
            }
        }
        asked.clear();
        return events;
    }

    /** Whether some server has signed for each. */
    boolean allStored() {
        return stored.size() == waiting.size();
    }

    /** How many no server has signed for. */
    int waiting() {
        return waiting.size() - stored.size();
    }

    /** Those that were added since the last call. */
    List<Event> takeNew() {
        List<Event> taken = new ArrayList<>(fresh);
        fresh.clear();
        return taken;
    }

    /** How many texts that somebody said no server has stored. */
    int texts() {
        int texts = 0;
        for (Entry entry : waiting.values()) {
            texts += entry.number() == NONE || entry.stored() ? 0 : 1;
        }
        return texts;
    }

    /** How many texts that somebody said only one server has stored. */
    int storedTexts() {
        int texts = 0;
        for (Entry entry : waiting.values()) {
            texts += entry.number() != NONE && entry.stored() ? 1 : 0;
        }
        return texts;
    }

    /** Of what no server has nothing is dropped. */
    private void dropOldest() {
        if (stored.size() > MAX_STORED) {
            remove(stored.iterator().next());
        }
    }
}
