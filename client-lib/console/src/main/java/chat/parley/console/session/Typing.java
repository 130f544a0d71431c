package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.UserId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who is typing in which room. Thread-safe. */
public final class Typing {
    private final Map<RoomRef, Map<UserId, Person>> rooms = new HashMap<>();

    synchronized void on(ClientEvent.Typing event) {
        Map<UserId, Person> there = rooms.computeIfAbsent(event.room(), room -> new LinkedHashMap<>());
        if (event.typing()) {
            there.put(event.who().user(), event.who());
        } else {
            there.remove(event.who().user());
        }
        if (there.isEmpty()) {
            rooms.remove(event.room());
        }
    }

    synchronized void clear() {
        rooms.clear();
    }

    /** Those who type in a room, who began first. */
    public synchronized List<Person> in(RoomRef room) {
        return List.copyOf(rooms.getOrDefault(room, Map.of()).values());
    }
}
