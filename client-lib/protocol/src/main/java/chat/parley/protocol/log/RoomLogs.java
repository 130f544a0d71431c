package chat.parley.protocol.log;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.rules.ControlGraph;
import chat.parley.protocol.rules.ControlNode;
import chat.parley.protocol.rules.Epoch;
import chat.parley.protocol.rules.RoomRules;
import chat.parley.protocol.rules.RoomState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rooms of a store, folded; those in memory that were used last. */
final class RoomLogs {
    private final EventStore store;
    private final RecentHeaders headers;
    private final EventCodec codec;
    private final Map<String, RoomRules> byName = new HashMap<>();
    private final RoomRules openRules;
    private final Laws laws;
    private final Map<LogId, RoomLog> rooms;

    /**
     * @param open the rules of open rooms, which are also those of a room of which nothing is here
     * @param most most rooms in memory
     */
    RoomLogs(
            EventStore store,
            RecentHeaders headers,
            EventCodec codec,
            RoomRules open,
            RoomRules owned,
            Laws laws,
            int most) {
        this.store = store;
        this.headers = headers;
        this.codec = codec;
        this.openRules = open;
        this.laws = laws;
        this.rooms = new Latest<>(most);
        byName.put(open.name(), open);
        byName.put(owned.name(), owned);
    }

    /** The rules of this name, if they are a room's. */
    Optional<RoomRules> rules(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * A room as it is here; empty rooms are rooms too. It is kept in memory: ask for rooms that are wanted only. Not to be
     * held on to: when others have been used it is read again.
     */
    RoomLog room(LogId id) {
        RoomLog known = rooms.get(id);
        if (known == null) {
            known = loadRoom(id);
            rooms.put(id, known);
        }
        return known;
    }

    /** The same for whoever asks about any room: one of which nothing is stored is not kept, or garbage would fill the memory. */
    RoomLog peek(LogId id) {
        RoomLog known = rooms.get(id);
        if (known != null) {
            return known;
        }
        boolean absent = store.heads(id).isEmpty() && store.floor(id).equals(Position.BEGIN);
        return absent ? emptyRoom(id, openRules) : room(id);
    }

    /** Judges an event of a room, stores it, and only then remembers. */
    void admit(Event event, List<Event> cited) throws InvalidEventException {
        RoomLog room = of(event);
        Runnable remember = judge(event, room, cited);
        store.add(event);
        remember.run();
        rooms.put(event.log(), room);
    }

    void forget(LogId log) {
        rooms.remove(log);
    }

    /** How many are in memory. */
    int kept() {
        return rooms.size();
    }

    /** The events that a control event cites; those that are not here are added to {@code missing}. */
    List<Event> cited(Event event, Set<EventId> missing) throws InvalidEventException {
        List<Event> cited = new ArrayList<>();
        RoomRules rules = byName.get(event.header().rules());
        if (rules != null && event.header().eventClass() == EventClass.CONTROL) {
            for (EventId id : rules.cites(event)) {
                Optional<Event> found = headers.find(id);
                if (found.isPresent()) {
                    cited.add(found.get());
                } else {
                    missing.add(id);
                }
            }
        }
        return cited;
    }

    /** The room that an event is of: a genesis begins one, all others are of one of the same rules. */
    private RoomLog of(Event event) throws InvalidEventException {
        RoomRules rules = byName.get(event.header().rules());
        if (event.header().genesis()) {
            if (rules.virtualGenesis()) {
                throw new InvalidEventException(RefusalCode.UNKNOWN_RULES, "an open room has no written genesis");
            }
            return emptyRoom(event.log(), rules);
        }
        RoomLog room = peek(event.log());
        if (room.rules() != rules) {
            throw new InvalidEventException(RefusalCode.UNKNOWN_RULES, "the room has other rules");
        }
        return room;
    }

    /** Judges an event of a room and returns what is to be done in memory once it is stored. */
    private Runnable judge(Event event, RoomLog room, List<Event> cited) throws InvalidEventException {
        if (!event.header().author().user().isPresent()) {
            throw new InvalidEventException(RefusalCode.BAD_HEADER, "user is missing");
        }
        List<EventId> control = event.header().control();
        if (event.header().eventClass() == EventClass.CONTROL) {
            ControlNode node = room.rules().control(event, () -> room.stateAt(control), cited);
            return () -> room.add(node);
        }
        if (event.header().key(EventCodec.EPOCH)) {
            Epoch epoch = room.rules().epoch(event, room.stateAt(control), previous(event, room));
            return () -> room.add(epoch);
        }
        if (event.header().eventClass() == EventClass.KEY) {
            EventId epoch = room.rules().complaint(event, room.stateAt(control));
            return () -> room.complain(event.header().device(), epoch);
        }
        room.rules().content(event, room.stateAt(control));
        return () -> {};
    }

    /** The epoch that an extended one names, if that is one of its parents. */
    private Optional<Epoch> previous(Event event, RoomLog room) throws InvalidEventException {
        Optional<EventId> named = codec.epochHead(event).previous();
        return named.isPresent() && event.header().antecedents().contains(named.get())
                ? room.epoch(named.get())
                : Optional.empty();
    }

    private RoomLog loadRoom(LogId log) {
        List<Event> stored = store.controlAndKeys(log);
        RoomRules rules =
                stored.isEmpty() ? null : byName.get(stored.get(0).header().rules());
        if (rules == null) {
            // Nothing is here, or somebody asks for an identity as if it were a room: as a room it is empty.
            return emptyRoom(log, openRules);
        }
        RoomLog room = emptyRoom(log, rules);
        for (Event event : stored) {
            try {
                judge(event, room, cited(event, new LinkedHashSet<>())).run();
            } catch (InvalidEventException e) {
                throw new IllegalStateException("a stored room is damaged: " + e.getMessage());
            }
        }
        return room;
    }

    private RoomLog emptyRoom(LogId log, RoomRules rules) {
        ControlGraph<RoomState> controls =
                new ControlGraph<>(RoomState.EMPTY, (state, nodes) -> laws.fold(rules, state, nodes));
        return new RoomLog(rules, controls, headers::find, Collections.singletonList(log.genesis()));
    }
}
