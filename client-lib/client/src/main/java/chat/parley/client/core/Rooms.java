package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.IdentityRules;
import chat.parley.protocol.rules.OpenRoom;
import chat.parley.protocol.rules.OwnedRoomRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The rooms of this client, in the order of joining, and the numbers of the texts said in them. */
final class Rooms {
    /** No open room's name has this in it. */
    private static final String OWNED = "/";

    /** Rooms that are followed though this user is not in: those that servers name, and those that were closed. */
    static final int MAX_NAMED = 256;

    private static final String LAST_NUMBER = "last-number";

    private final Desk desk;
    private final String namespace;
    private final Company company;
    private final Map<LogId, Room> rooms = new LinkedHashMap<>();
    private final Set<LogId> named = new LinkedHashSet<>();
    private final List<LogId> toSubscribe = new ArrayList<>();

    /** Opens the rooms that the store knows, with the texts that wait in them. */
    Rooms(Desk desk, String namespace, Predicate<UserId> met, Predicate<UserId> blocked) {
        this.company = new Company(user -> met.test(user) || sharesRoom(user), blocked);
        this.desk = desk;
        this.namespace = namespace;
        ClientStore store = desk.platform().store();
        for (Row row : store.rows(Table.ROOM)) {
            open(ref(row.key()), Wish.valueOf(row.value()));
        }
        for (Row row : store.rows(Table.PENDING)) {
            find(Unsaid.room(row.value()))
                    .ifPresent(room -> room.speech().unsaid().resume(Long.parseLong(row.key()), row.value()));
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

    Room open(RoomRef name, Wish wish) {
        LogId log = id(name);
        Room room = new Room(name, log, desk, namespace, company, wish);
        rooms.put(log, room);
        toSubscribe.add(log);
        return room;
    }

    /** A server says that these logs name this user: they are looked into, the first first, as many as are followed. */
    void named(List<LogId> logs) {
        for (LogId log : logs) {
            long followed = named.size()
                    + rooms.values().stream().filter(room -> !room.joined()).count();
            if (followed < MAX_NAMED && !rooms.containsKey(log) && named.add(log)) {
                toSubscribe.add(log);
                // Of a room that was left something is here still.
                ref(desk.events().controlAndKeys(log)).ifPresent(ref -> adopt(log, ref));
            }
        }
    }

    /** Whether events of a log are to be kept: what comes late from a room that was left is not read. */
    boolean follows(LogId log) {
        return rooms.containsKey(log) || named.contains(log);
    }

    /** Logs that are to be subscribed to since the last call. */
    List<LogId> takeToSubscribe() {
        List<LogId> taken = new ArrayList<>(toSubscribe);
        toSubscribe.clear();
        return taken;
    }

    /** All logs that are followed; a new connection begins with them. */
    List<LogId> followed() {
        toSubscribe.clear();
        List<LogId> logs = new ArrayList<>(rooms.keySet());
        logs.addAll(named);
        return logs;
    }

    /** Conversations of two with a person, known here. */
    List<Room> direct(UserId peer) {
        List<Room> found = new ArrayList<>();
        for (Room room : rooms.values()) {
            if (room.door().peer().filter(peer::equals).isPresent()) {
                found.add(room);
            }
        }
        return found;
    }

    private boolean sharesRoom(UserId user) {
        for (Room room : rooms.values()) {
            if (room.joined() && room.state().members().containsKey(user)
                    || room.joined() && room.door().peer().filter(user::equals).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** The number of the next text that is said. None is given twice, by whoever uses this store. */
    long nextNumber() {
        ClientStore store = desk.platform().store();
        long next = store.get(Table.SETTING, LAST_NUMBER).map(Long::parseLong).orElse(0L) + 1;
        store.put(Table.SETTING, LAST_NUMBER, Long.toString(next));
        return next;
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
            pending += room.speech().unsaid().texts();
        }
        return pending;
    }

    /** All that the person did and that waits to be encrypted. */
    int unwritten() {
        int unwritten = 0;
        for (Room room : rooms.values()) {
            unwritten += room.speech().unsaid().wanted();
        }
        return unwritten;
    }

    /** Reads what is new in each room; part of the transaction that stores it. */
    void digest(List<Event> news, List<ClientEvent> told) {
        Set<UserId> changed = new LinkedHashSet<>();
        Map<LogId, List<Event>> byRoom = new LinkedHashMap<>();
        for (Event event : news) {
            if (follows(event.log())) {
                byRoom.computeIfAbsent(event.log(), log -> new ArrayList<>()).add(event);
            } else if (event.header().rules().equals(IdentityRules.NAME)) {
                changed.add(event.user());
            }
        }
        byRoom.forEach((log, events) -> {
            if (named.contains(log)) {
                ref(events).ifPresent(ref -> adopt(log, ref));
            }
            at(log).ifPresent(room -> room.digest(events, told));
        });
        changed.forEach(user -> rooms.values().forEach(room -> room.identityChanged(user)));
    }

    /** A log that was named shows what room it is. */
    private void adopt(LogId log, RoomRef ref) {
        named.remove(log);
        if (id(ref).equals(log)) {
            rooms.put(log, new Room(ref, log, desk, namespace, company, Wish.NAMED));
            rooms.get(log).stay().wish(Wish.NAMED);
        }
    }

    private Optional<RoomRef> ref(List<Event> events) {
        for (Event event : events) {
            if (event.header().rules().equals(OwnedRoomRules.NAME)) {
                return Optional.of(RoomRef.owned(event.log()));
            }
            Optional<Act> act = event.header().control(ActCodec.JOIN) ? desk.act(event.id()) : Optional.empty();
            if (act.isPresent()) {
                return openRoom(((Act.Join) act.get()).room());
            }
        }
        return Optional.empty();
    }

    private static Optional<RoomRef> openRoom(String name) {
        try {
            return Optional.of(RoomRef.open(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Takes out those that are left for good, or were named in vain. */
    List<Room> takeOver() {
        List<Room> over = new ArrayList<>();
        for (Room room : rooms.values()) {
            if (room.over()) {
                over.add(room);
            }
        }
        for (Room room : over) {
            rooms.remove(room.log());
            desk.platform().store().remove(Table.ROOM, text(room.ref()));
        }
        return over;
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
