package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.EventId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What came into the rooms since the person last looked. Thread-safe. */
public final class Unread {
    private final Map<RoomRef, Waiting> rooms = new LinkedHashMap<>();

    private record Waiting(int count, EventId newest) {}

    synchronized void arrived(ClientEvent.Message message) {
        rooms.put(message.room(), new Waiting(of(message.room()) + 1, message.id()));
    }

    /** The person looks at the room; returns the newest message that waited for that. */
    synchronized Optional<EventId> look(RoomRef room) {
        return Optional.ofNullable(rooms.remove(room)).map(Waiting::newest);
    }

    synchronized void clear() {
        rooms.clear();
    }

    /** So many messages wait in the room. */
    public synchronized int of(RoomRef room) {
        Waiting waiting = rooms.get(room);
        return waiting == null ? 0 : waiting.count();
    }

    /** The rooms in which any wait, the one that has waited longest first, and how many. */
    public synchronized Map<RoomRef, Integer> all() {
        Map<RoomRef, Integer> counts = new LinkedHashMap<>();
        rooms.forEach((room, waiting) -> counts.put(room, waiting.count()));
        return counts;
    }

    /** The room that has waited longest. */
    public synchronized Optional<RoomRef> next() {
        return rooms.keySet().stream().findFirst();
    }
}
