package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.IdentityRules;
import chat.parley.protocol.rules.OpenRoom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rooms of this client, in the order of joining, and the numbers of the texts said in them. */
final class Rooms {
    /** No open room's name has this in it. */
    private static final String OWNED = "/";

    private final Desk desk;
    private final String namespace;
    private final Map<LogId, Room> rooms = new LinkedHashMap<>();
    private long number;

    /** Opens the rooms that the store knows, with the texts that wait in them. */
    Rooms(Desk desk, String namespace, long lastNumber) {
        this.desk = desk;
        this.namespace = namespace;
        this.number = lastNumber;
        ClientStore store = desk.platform().store();
        for (Row row : store.rows(Table.ROOM)) {
            open(ref(row.key()), Room.Wish.valueOf(row.value()));
        }
        for (Row row : store.rows(Table.PENDING)) {
            long said = Long.parseLong(row.key());
            int space = row.value().indexOf(' ');
            find(ref(row.value().substring(0, space)))
                    .ifPresent(room -> room.unsaid().resume(said, row.value().substring(space + 1)));
            number = Math.max(number, said);
        }
    }

    Optional<Room> find(RoomRef name) {
        return at(id(name));
    }

    Optional<Room> at(LogId log) {
        return Optional.ofNullable(rooms.get(log));
    }

    Collection<Room> all() {
        return rooms.values();
    }

    Room open(RoomRef name, Room.Wish wish) {
        LogId log = id(name);
        Room room = new Room(name, log, desk, namespace, wish);
        rooms.put(log, room);
        return room;
    }

    /** The number of the next text that is said. */
    long nextNumber() {
        return ++number;
    }

    /** Those in which one can speak. */
    List<RoomRef> joined() {
        List<RoomRef> names = new ArrayList<>();
        for (Room room : rooms.values()) {
            if (room.joined()) {
                names.add(room.ref());
            }
        }
        return names;
    }

    /** Texts that wait to be encrypted. */
    int pending() {
        int pending = 0;
        for (Room room : rooms.values()) {
            pending += room.unsaid().texts();
        }
        return pending;
    }

    /** Reads what is new in each room; part of the transaction that stores it. */
    void digest(List<Event> news, List<ClientEvent> told) {
        Set<UserId> changed = new LinkedHashSet<>();
        Map<LogId, List<Event>> byRoom = new LinkedHashMap<>();
        for (Event event : news) {
            if (rooms.containsKey(event.log())) {
                byRoom.computeIfAbsent(event.log(), log -> new ArrayList<>()).add(event);
            } else if (event.header().rules().equals(IdentityRules.NAME)) {
                changed.add(event.user());
            }
        }
        byRoom.forEach((log, events) -> rooms.get(log).digest(events, told));
        changed.forEach(user -> rooms.values().forEach(room -> room.identityChanged(user)));
    }

    /** Takes out those that are left for good. */
    List<Room> takeLeft() {
        List<Room> left = new ArrayList<>();
        for (Room room : rooms.values()) {
            if (room.left() && !room.member()) {
                left.add(room);
            }
        }
        for (Room room : left) {
            rooms.remove(room.log());
            desk.platform().store().remove(Table.ROOM, text(room.ref()));
        }
        return left;
    }

    private LogId id(RoomRef room) {
        return room instanceof RoomRef.Owned
                ? ((RoomRef.Owned) room).log()
                : OpenRoom.id(desk.crypto(), namespace, ((RoomRef.Open) room).name());
    }

    /** A room's key in the store. */
    static String text(RoomRef room) {
        return room instanceof RoomRef.Owned ? OWNED + room : room.toString();
    }

    /** The room of a key in the store. */
    static RoomRef ref(String text) {
        return text.startsWith(OWNED) ? RoomRef.owned(LogId.of(text.substring(OWNED.length()))) : RoomRef.open(text);
    }
}
