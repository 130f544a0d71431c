package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What came to one room for this device and could not be read: kept, so that it is not missing after a restart, and with its
 * text if it is only of a kind that is not known here, so that a newer version reads it.
 */
final class Unread {
    /** Begins the keys; log and position follow. */
    static final String BEGIN = "unread ";

    /** So many of a room are kept: the oldest go first. */
    static final int MAX = 256;

    private final RoomRef room;
    private final LogId log;
    private final Desk desk;
    private final ClientStore store;
    private final TreeSet<String> keys = new TreeSet<>();
    private final List<EventId> before = new ArrayList<>();

    Unread(RoomRef room, LogId log, Desk desk) {
        this.room = room;
        this.log = log;
        this.desk = desk;
        this.store = desk.platform().store();
        for (Row row :
                store.first(Table.SETTING, BEGIN + RowKey.first(log), BEGIN + RowKey.end(log), Integer.MAX_VALUE)) {
            keys.add(row.key());
            before.add(EventId.of(row.value().split("\n", 3)[0]));
        }
    }

    /**
     * Keeps what cannot be read, and tells it; again does nothing.
     *
     * @param text what it says, if that is known
     */
    void keep(Event event, String why, Optional<String> text, List<ClientEvent> told) {
        String key = key(event);
        if (keys.add(key)) {
            store.put(Table.SETTING, key, event.id() + "\n" + why + "\n" + text.orElse(""));
            told.add(unreadable(event, why));
            if (keys.size() > MAX) {
                store.remove(Table.SETTING, keys.pollFirst());
            }
        }
    }

    /** It can be read now, or was taken out of the log. */
    void forget(Event event) {
        if (keys.remove(key(event))) {
            store.remove(Table.SETTING, key(event));
        }
    }

    /** What was kept when this client was started and is not told since. */
    List<Event> takeBefore() {
        List<Event> events = new ArrayList<>();
        for (EventId id : before) {
            desk.events().find(id).filter(event -> keys.contains(key(event))).ifPresent(events::add);
        }
        before.clear();
        return events;
    }

    /** What one of them says; empty if that is not known. */
    String text(Event event) {
        return row(event)[2];
    }

    /** One of them, as it was told first. */
    ClientEvent unreadable(Event event) {
        return unreadable(event, row(event)[1]);
    }

    private String[] row(Event event) {
        return store.get(Table.SETTING, key(event)).get().split("\n", 3);
    }

    private ClientEvent unreadable(Event event, String why) {
        Instant time = Instant.ofEpochMilli(event.header().time());
        return new ClientEvent.Unreadable(room, event.id(), desk.author(event), time, why);
    }

    private String key(Event event) {
        return BEGIN + RowKey.of(log, Position.of(event));
    }
}
