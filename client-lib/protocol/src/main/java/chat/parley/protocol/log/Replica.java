package chat.parley.protocol.log;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.ControlGraph;
import chat.parley.protocol.rules.ControlNode;
import chat.parley.protocol.rules.Epoch;
import chat.parley.protocol.rules.IdentityRules;
import chat.parley.protocol.rules.IdentityState;
import chat.parley.protocol.rules.OpenRoomRules;
import chat.parley.protocol.rules.OwnedRoomRules;
import chat.parley.protocol.rules.RoomRules;
import chat.parley.protocol.rules.RoomState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    /** Headers kept in memory for the parents of what comes next. */
    private static final int MAX_RECENT = 8192;

    private final EventStore store;
    private final EventCodec codec;
    private final IdentityRules identityRules;
    private final Map<String, RoomRules> roomRules = new HashMap<>();
    private final RoomRules openRules;
    private final Laws laws;
    private final ActCodec acts = new ActCodec();
    private final Map<LogId, RoomLog> rooms;
    private final Map<LogId, ControlGraph<IdentityState>> identities;
    private final Map<EventId, Event> recent = latest(MAX_RECENT);

    public Replica(EventStore store, EventCodec codec, Crypto crypto) {
        this(store, codec, crypto, Laws.OWN, Kept.ALL);
    }

    Replica(EventStore store, EventCodec codec, Crypto crypto, Laws laws, Kept kept) {
        this.laws = laws;
        this.rooms = latest(kept.rooms());
        this.identities = latest(kept.identities());
        this.store = store;
        this.codec = codec;
        this.identityRules = new IdentityRules(crypto, acts);
        this.openRules = new OpenRoomRules(crypto, acts, codec.epochs(), this::identityAt);
        roomRules.put(openRules.name(), openRules);
        RoomRules ownedRules = new OwnedRoomRules(crypto, acts, codec.epochs(), this::identityAt);
        roomRules.put(ownedRules.name(), ownedRules);
    }

    /** Those that were used last. */
    private static <K, V> Map<K, V> latest(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
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
            List<Event> parents = parents(event, below ? new LinkedHashSet<>() : missing);
            List<Event> cited = cited(event, missing);
            if (below) {
                rulesOf(event, missing);
            }
            if (!missing.isEmpty()) {
                return new Outcome.Missing(missing);
            }
            checkPlace(event, parents, below);
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
            List<Event> parents = parents(event, missing);
            if (!missing.isEmpty()) {
                return new Outcome.Missing(missing);
            }
            checkPlace(event, parents, false);
            return new Outcome.Accepted();
        } catch (InvalidEventException e) {
            return new Outcome.Refused(e.code(), e.getMessage());
        }
    }

    /** Events of a log were taken out of the store: what is known of it is read again. */
    public void forget(LogId log) {
        rooms.remove(log);
        identities.remove(log);
        recent.clear();
    }

    /**
     * A room as it is here; empty rooms are rooms too. It is kept in memory: ask for rooms that are wanted only. Not to be
     * held on to: when others have been used it is read again.
     */
    public RoomLog room(LogId id) {
        RoomLog known = rooms.get(id);
        if (known == null) {
            known = loadRoom(id);
            rooms.put(id, known);
        }
        return known;
    }

    /** The same for whoever asks about any room: one of which nothing is stored is not kept, or garbage would fill the memory. */
    public RoomLog peek(LogId id) {
        RoomLog known = rooms.get(id);
        if (known != null) {
            return known;
        }
        boolean absent = store.heads(id).isEmpty() && store.floor(id).equals(Position.BEGIN);
        return absent ? emptyRoom(id, openRules) : room(id);
    }

    /** What is known here of a user's devices. */
    public IdentityState identity(UserId user) {
        return identityAt(user, store.heads(user.identity()));
    }

    /** An identity's state at given heads, or {@link IdentityState#EMPTY} if one of them is not of this identity. */
    public IdentityState identityAt(UserId user, List<EventId> heads) {
        for (EventId head : heads) {
            Optional<Event> event = find(head);
            // A user id may be any bytes, a room's id too: its events say nothing of devices.
            if (!event.isPresent()
                    || !event.get().log().equals(user.identity())
                    || !event.get().header().rules().equals(IdentityRules.NAME)) {
                return IdentityState.EMPTY;
            }
        }
        if (heads.isEmpty()) {
            return IdentityState.EMPTY;
        }
        ControlGraph<IdentityState> graph = identityGraph(user.identity());
        return graph.stateAt(graph.maximal(new TreeSet<>(heads)));
    }

    /**
     * The identity events, causes first, that the control event {@code event} cites with all before them.
     *
     * @param most characters of text that is wanted at most: a longer identity is left out, and not read
     */
    public List<Event> citedIdentities(Event event, long most) {
        RoomRules rules = roomRules.get(event.header().rules());
        if (rules == null || event.header().eventClass() != EventClass.CONTROL) {
            return Collections.emptyList();
        }
        Set<LogId> logs = new LinkedHashSet<>();
        try {
            for (EventId head : rules.identities(event)) {
                find(head).ifPresent(found -> logs.add(found.log()));
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
        return place(log, device, Optional.empty());
    }

    /** Where an epoch that extends {@code previous} goes: after all heads, and after that epoch as a parent of its own. */
    public EventCodec.Place placeAfter(LogId log, DeviceId device, EventId previous) {
        return place(log, device, find(previous));
    }

    private EventCodec.Place place(LogId log, DeviceId device, Optional<Event> cited) {
        long last = store.vector(log).getOrDefault(device, 0L);
        Optional<EventId> prev =
                last == 0 ? Optional.empty() : store.find(log, device, last).map(Event::id);
        List<Event> heads = new ArrayList<>();
        for (EventId head : store.heads(log)) {
            if (!prev.isPresent() || !prev.get().equals(head)) {
                find(head).ifPresent(heads::add);
            }
        }
        // Too many heads: take the latest; the others are cited by the events that follow.
        heads.sort(Event.ORDER.reversed());
        if (cited.isPresent() && !prev.equals(cited.map(Event::id))) {
            heads.remove(cited.get());
            heads.add(0, cited.get());
        }
        while (heads.size() > Header.MAX_PARENTS) {
            heads.remove(heads.size() - 1);
        }
        EventCodec.Place place = place(log, last + 1, prev, heads);
        while (place.control().size() > Header.MAX_CONTROL) {
            heads.remove(heads.size() - 1);
            place = place(log, last + 1, prev, heads);
        }
        return place;
    }

    private EventCodec.Place place(LogId log, long seq, Optional<EventId> prev, List<Event> heads) {
        List<Event> antecedents = new ArrayList<>(heads);
        prev.flatMap(this::find).ifPresent(antecedents::add);
        TreeSet<EventId> parents = new TreeSet<>();
        for (Event head : heads) {
            parents.add(head.id());
        }
        long lamport = 1;
        TreeSet<EventId> union = new TreeSet<>();
        if (antecedents.isEmpty()) {
            parents.add(log.genesis());
            union.add(log.genesis());
        }
        for (Event each : antecedents) {
            lamport = Math.max(lamport, each.header().lamport() + 1);
        }
        return new EventCodec.Place(
                Optional.of(log), seq, prev, new ArrayList<>(parents), controlAfter(log, antecedents, union), lamport);
    }

    private List<Event> parents(Event event, Set<EventId> missing) {
        List<Event> parents = new ArrayList<>();
        for (EventId id : event.header().antecedents()) {
            if (virtualGenesis(event, id)) {
                continue;
            }
            Optional<Event> parent = find(id);
            if (parent.isPresent()) {
                parents.add(parent.get());
            } else {
                missing.add(id);
            }
        }
        return parents;
    }

    private List<Event> cited(Event event, Set<EventId> missing) throws InvalidEventException {
        List<Event> cited = new ArrayList<>();
        RoomRules rules = roomRules.get(event.header().rules());
        if (rules != null && event.header().eventClass() == EventClass.CONTROL) {
            for (EventId id : rules.cites(event)) {
                Optional<Event> found = find(id);
                if (found.isPresent()) {
                    cited.add(found.get());
                } else {
                    missing.add(id);
                }
            }
        }
        return cited;
    }

    /** What an event below the floor cannot be judged without: the control events it names, the epoch it extends. */
    private void rulesOf(Event event, Set<EventId> missing) throws InvalidEventException {
        RoomLog room = peek(event.log());
        for (EventId id : event.header().control()) {
            if (room.controls().get(id) == null && !virtualGenesis(event, id)) {
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

    /** @param below whether parents may be missing: what is here must fit then, and the rest is believed */
    private void checkPlace(Event event, List<Event> parents, boolean below) throws InvalidEventException {
        Header header = event.header();
        if (header.genesis()) {
            return;
        }
        if (header.prev().isPresent() && virtualGenesis(event, header.prev().get())) {
            throw new InvalidEventException(RefusalCode.BAD_PARENTS, "the virtual genesis is no device's event");
        }
        long lamport = 1;
        for (Event parent : parents) {
            if (!parent.log().equals(event.log()) || !parent.header().rules().equals(header.rules())) {
                throw new InvalidEventException(RefusalCode.BAD_PARENTS, "a parent is of another log");
            }
            if (header.prev().isPresent() && parent.id().equals(header.prev().get())) {
                boolean own = parent.header().device().equals(header.device())
                        && parent.header().seq() == header.seq() - 1;
                if (!own) {
                    throw new InvalidEventException(RefusalCode.BAD_PARENTS, "prev is not the device's last event");
                }
            }
            lamport = Math.max(lamport, parent.header().lamport() + 1);
        }
        if (below) {
            for (EventId id : header.control()) {
                ControlNode node = peek(event.log()).controls().get(id);
                lamport = node == null ? lamport : Math.max(lamport, node.lamport() + 1);
            }
        }
        if (below ? header.lamport() < lamport : header.lamport() != lamport) {
            throw new InvalidEventException(RefusalCode.BAD_LAMPORT, "lamport must be " + lamport);
        }
        TreeSet<EventId> union = new TreeSet<>(below ? header.control() : Collections.<EventId>emptyList());
        if (!below && parents.size() < header.antecedents().size()) {
            union.add(event.log().genesis());
        }
        if (!header.control().equals(controlAfter(event.log(), parents, union))) {
            throw new InvalidEventException(RefusalCode.BAD_CONTROL, "control is not what the parents give");
        }
    }

    /** The maximal elements of {@code union} with, for every parent, the parent if it is a control event, else its control. */
    private List<EventId> controlAfter(LogId log, List<Event> parents, TreeSet<EventId> union) {
        boolean identity = false;
        for (Event parent : parents) {
            identity |= parent.header().rules().equals(IdentityRules.NAME);
            if (parent.header().eventClass() == EventClass.CONTROL) {
                union.add(parent.id());
            } else {
                union.addAll(parent.header().control());
            }
        }
        return identity
                ? identityGraph(log).maximal(union)
                : peek(log).controls().maximal(union);
    }

    /** Judges, stores, and only then remembers: a store that fails leaves nothing behind in memory. */
    private void admit(Event event, List<Event> cited) throws InvalidEventException {
        LogId log = event.log();
        if (event.header().rules().equals(IdentityRules.NAME)) {
            ControlGraph<IdentityState> graph = identityGraph(log);
            ControlNode node =
                    identityRules.accept(event, graph.stateAt(event.header().control()));
            store.add(event);
            graph.add(node);
            identities.put(log, graph);
        } else {
            RoomLog room = roomFor(event);
            Runnable remember = judgeInRoom(event, room, cited);
            store.add(event);
            remember.run();
            rooms.put(log, room);
        }
        recent.put(event.id(), event.headerOnly());
    }

    /** The room that an event is of: a genesis begins one, all others are of one of the same rules. */
    private RoomLog roomFor(Event event) throws InvalidEventException {
        RoomRules rules = roomRules.get(event.header().rules());
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
    private Runnable judgeInRoom(Event event, RoomLog room, List<Event> cited) throws InvalidEventException {
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

    private ControlGraph<IdentityState> identityGraph(LogId log) {
        ControlGraph<IdentityState> known = identities.get(log);
        if (known != null) {
            return known;
        }
        ControlGraph<IdentityState> graph = new ControlGraph<>(IdentityState.EMPTY, IdentityState::after);
        List<Event> stored = store.controlAndKeys(log);
        for (Event event : stored) {
            try {
                graph.add(identityRules.stored(event));
            } catch (InvalidEventException e) {
                throw new IllegalStateException("a stored identity is damaged: " + e.getMessage());
            }
        }
        if (!stored.isEmpty()) {
            // Only what is stored is kept in memory: garbage must not be.
            identities.put(log, graph);
        }
        return graph;
    }

    private RoomLog loadRoom(LogId log) {
        List<Event> stored = store.controlAndKeys(log);
        RoomRules rules =
                stored.isEmpty() ? null : roomRules.get(stored.get(0).header().rules());
        if (rules == null) {
            // Nothing is here, or somebody asks for an identity as if it were a room: as a room it is empty.
            return emptyRoom(log, openRules);
        }
        RoomLog room = emptyRoom(log, rules);
        for (Event event : stored) {
            try {
                judgeInRoom(event, room, cited(event, new LinkedHashSet<>())).run();
            } catch (InvalidEventException e) {
                throw new IllegalStateException("a stored room is damaged: " + e.getMessage());
            }
        }
        return room;
    }

    private RoomLog emptyRoom(LogId log, RoomRules rules) {
        ControlGraph<RoomState> controls =
                new ControlGraph<>(RoomState.EMPTY, (state, nodes) -> laws.fold(rules, state, nodes));
        return new RoomLog(rules, controls, this::find, Collections.singletonList(log.genesis()));
    }

    private boolean known(String rules) {
        return rules.equals(IdentityRules.NAME) || roomRules.containsKey(rules);
    }

    private Optional<Event> find(EventId id) {
        Event known = recent.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Event> found = store.find(id).map(Event::headerOnly);
        found.ifPresent(event -> recent.put(id, event));
        return found;
    }

    /** Rooms that are in memory. */
    int roomsKept() {
        return rooms.size();
    }

    /** Identities that are in memory. */
    int identitiesKept() {
        return identities.size();
    }

    private static boolean virtualGenesis(Event event, EventId id) {
        return event.header().rules().equals(OpenRoomRules.NAME)
                && event.header().log().isPresent()
                && event.header().log().get().genesis().equals(id);
    }
}
