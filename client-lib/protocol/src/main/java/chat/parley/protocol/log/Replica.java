package chat.parley.protocol.log;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.IdentityRules;
import chat.parley.protocol.rules.IdentityState;
import chat.parley.protocol.rules.OpenRoomRules;
import chat.parley.protocol.rules.OwnedRoomRules;
import chat.parley.protocol.rules.RoomRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides which events enter the logs of one store: each only after all its ancestors (closure), with the {@code control}
 * and {@code lamport} that these give it, and by the rules of its log. The decision is a pure function of the event and
 * its ancestors, so every order of arrival ends in the same store (I6). Used by one thread.
 *
 * <p>Where the store has a floor ({@link EventStore#floor}), what stands below it is judged in itself and by the control
 * events that it names, all of which must be here; its parents may be missing, and so its place is its author's word until
 * {@link #prove} has seen them (PROTOCOL.md, section "Floors").
 */
public final class Replica {
    private final EventStore store;
    private final EventCodec codec;
    private final RecentHeaders headers;
    private final Identities identities;
    private final RoomLogs rooms;
    private final Placement placement;

    public Replica(EventStore store, EventCodec codec, Crypto crypto) {
        this(store, codec, crypto, Laws.OWN, Kept.ALL);
    }

    Replica(EventStore store, EventCodec codec, Crypto crypto, Laws laws, Kept kept) {
        ActCodec acts = new ActCodec();
        this.store = store;
        this.codec = codec;
        this.headers = new RecentHeaders(store);
        this.identities = new Identities(store, headers, new IdentityRules(crypto, acts), kept.identities());
        this.rooms = new RoomLogs(
                store,
                headers,
                codec,
                new OpenRoomRules(crypto, acts, codec.epochs(), this::identityAt),
                new OwnedRoomRules(crypto, acts, codec.epochs(), this::identityAt),
                laws,
                kept.rooms());
        this.placement = new Placement(store, headers, identities, rooms);
    }

    /** Takes an event in if it may enter. Nothing is changed by any other outcome. */
    public Outcome offer(Event event) {
        if (store.contains(event.id())) {
            return new Outcome.Duplicate();
        }
        if (!known(event.header().rules())) {
            return new Outcome.Refused(RefusalCode.UNKNOWN_RULES, "these rules are not known here");
        }
        Set<EventId> missing = new LinkedHashSet<>();
        try {
            boolean below = store.floor(event.log()).above(event);
            List<Event> parents = placement.parents(event, below ? new LinkedHashSet<>() : missing);
            List<Event> cited = rooms.cited(event, missing);
            if (below) {
                rulesOf(event, missing);
            }
            if (!missing.isEmpty()) {
                return new Outcome.Missing(missing);
            }
            placement.check(event, parents, below);
            admit(event, cited);
        } catch (InvalidEventException e) {
            return new Outcome.Refused(e.code(), e.getMessage());
        }
        return new Outcome.Accepted();
    }

    /** Whether a stored event stands where its parents put it: to be asked before the floor goes below it. */
    public Outcome prove(Event event) {
        Set<EventId> missing = new LinkedHashSet<>();
        try {
            List<Event> parents = placement.parents(event, missing);
            if (!missing.isEmpty()) {
                return new Outcome.Missing(missing);
            }
            placement.check(event, parents, false);
            return new Outcome.Accepted();
        } catch (InvalidEventException e) {
            return new Outcome.Refused(e.code(), e.getMessage());
        }
    }

    /** Events of a log were taken out of the store: what is known of it is read again. */
    public void forget(LogId log) {
        rooms.forget(log);
        identities.forget(log);
        headers.clear();
    }

    /**
     * A room as it is here; empty rooms are rooms too. It is kept in memory: ask for rooms that are wanted only. Not to be
     * held on to: when others have been used it is read again.
     */
    public RoomLog room(LogId id) {
        return rooms.room(id);
    }

    /** The same for whoever asks about any room: one of which nothing is stored is not kept, or garbage would fill the memory. */
    public RoomLog peek(LogId id) {
        return rooms.peek(id);
    }

    /** What is known here of a user's devices. */
    public IdentityState identity(UserId user) {
        return identities.identity(user);
    }

    /** An identity's state at given heads, or {@link IdentityState#EMPTY} if one of them is not of this identity. */
    public IdentityState identityAt(UserId user, List<EventId> heads) {
        return identities.identityAt(user, heads);
    }

    /**
     * The identity events, causes first, that the control event {@code event} cites with all before them.
     *
     * @param most characters of text that is wanted at most: a longer identity is left out, and not read
     */
    public List<Event> citedIdentities(Event event, long most) {
        Optional<RoomRules> rules = rooms.rules(event.header().rules());
        if (!rules.isPresent() || event.header().eventClass() != EventClass.CONTROL) {
            return Collections.emptyList();
        }
        Set<LogId> logs = new LinkedHashSet<>();
        try {
            for (EventId head : rules.get().identities(event)) {
                headers.find(head).ifPresent(found -> logs.add(found.log()));
            }
        } catch (InvalidEventException e) {
            throw new IllegalStateException("a stored event is damaged");
        }
        List<Event> found = new ArrayList<>();
        for (LogId log : logs) {
            store.controlAndKeys(log, most).ifPresent(found::addAll);
        }
        return found;
    }

    /** The last event here of each of a person's devices in a log: what whoever removes them says to have seen. */
    public List<EventId> seen(LogId log, UserId user) {
        IdentityState identity = identity(user);
        TreeSet<EventId> seen = new TreeSet<>();
        store.vector(log).forEach((device, seq) -> {
            if (identity.live().containsKey(device) || identity.revoked().contains(device)) {
                store.find(log, device, seq).ifPresent(event -> seen.add(event.id()));
            }
        });
        return Collections.unmodifiableList(new ArrayList<>(seen));
    }

    /** Where the next event of {@code device} goes in a log: after all heads that are here. */
    public EventCodec.Place place(LogId log, DeviceId device) {
        return placement.place(log, device);
    }

    /** Where an epoch that extends {@code previous} goes: after all heads, and after that epoch as a parent of its own. */
    public EventCodec.Place placeAfter(LogId log, DeviceId device, EventId previous) {
        return placement.placeAfter(log, device, previous);
    }

    /** What an event below the floor cannot be judged without: the control events it names, the epoch it extends. */
    private void rulesOf(Event event, Set<EventId> missing) throws InvalidEventException {
        RoomLog room = rooms.peek(event.log());
        for (EventId id : event.header().control()) {
            if (room.controls().get(id) == null && !Placement.virtualGenesis(event, id)) {
                mustBeAway(id, RefusalCode.BAD_CONTROL, missing);
            }
        }
        if (event.header().key(EventCodec.EPOCH)) {
            Optional<EventId> previous = codec.epochHead(event).previous();
            if (previous.isPresent() && !room.epoch(previous.get()).isPresent()) {
                mustBeAway(previous.get(), RefusalCode.BAD_PARENTS, missing);
            }
        }
    }

    private void mustBeAway(EventId id, RefusalCode otherwise, Set<EventId> missing) throws InvalidEventException {
        if (store.contains(id)) {
            throw new InvalidEventException(otherwise, "it names an event of another kind");
        }
        missing.add(id);
    }

    /** Judges, stores, and only then remembers: a store that fails leaves nothing behind in memory. */
    private void admit(Event event, List<Event> cited) throws InvalidEventException {
        if (event.header().rules().equals(IdentityRules.NAME)) {
            identities.admit(event);
        } else {
            rooms.admit(event, cited);
        }
        headers.add(event);
    }

    private boolean known(String rules) {
        return rules.equals(IdentityRules.NAME) || rooms.rules(rules).isPresent();
    }

    /** Rooms that are in memory. */
    int roomsKept() {
        return rooms.kept();
    }

    /** Identities that are in memory. */
    int identitiesKept() {
        return identities.kept();
    }
}
