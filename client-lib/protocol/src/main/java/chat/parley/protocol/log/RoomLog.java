package chat.parley.protocol.log;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ControlGraph;
import chat.parley.protocol.rules.ControlNode;
import chat.parley.protocol.rules.Epoch;
import chat.parley.protocol.rules.Hierarchy;
import chat.parley.protocol.rules.OwnedAct;
import chat.parley.protocol.rules.RoomRules;
import chat.parley.protocol.rules.RoomState;
import chat.parley.protocol.rules.Verdicts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** A room as a replica holds it: control events, epochs, complaints. Read by anybody, written by {@link Replica}. */
public final class RoomLog {
    private final RoomRules rules;
    private final ControlGraph<RoomState> controls;
    private final Function<EventId, Optional<Event>> events;
    private final Map<EventId, Epoch> epochs = new HashMap<>();
    private final TreeSet<Epoch> ordered = new TreeSet<>(Epoch.ORDER);
    private final Map<EventId, Set<DeviceId>> complaints = new HashMap<>();

    /** By whom: the events by which somebody came in, or was in and came in again. */
    private final Map<UserId, List<ControlNode>> entries = new HashMap<>();

    private List<EventId> frontier;

    RoomLog(
            RoomRules rules,
            ControlGraph<RoomState> controls,
            Function<EventId, Optional<Event>> events,
            List<EventId> genesis) {
        this.rules = rules;
        this.events = events;
        this.controls = controls;
        this.frontier = genesis;
    }

    /** The members and devices that all events stored here fold into. */
    public RoomState state() {
        return controls.stateAt(frontier);
    }

    /** The members and devices at a point of the log. */
    public RoomState stateAt(List<EventId> control) {
        return controls.stateAt(control);
    }

    /** The maximal control events of all that is stored here. */
    public List<EventId> frontier() {
        return frontier;
    }

    public Optional<Epoch> epoch(EventId id) {
        return Optional.ofNullable(epochs.get(id));
    }

    /** The newest epoch in the log's order of which nobody in its audience has complained. */
    public Optional<Epoch> newestEpoch() {
        for (Epoch epoch : ordered.descendingSet()) {
            Set<DeviceId> complaining = complaints.getOrDefault(epoch.id(), Collections.<DeviceId>emptySet());
            if (Collections.disjoint(complaining, epoch.audience())) {
                return Optional.of(epoch);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether clients hide an accepted event of an owned room: its author, or the device, was removed concurrently, or
     * came in by what is void. May change with every control event that comes.
     */
    public boolean hidden(Event event) {
        Optional<Verdicts> verdicts = state().hierarchy().map(Hierarchy::verdicts);
        if (!verdicts.isPresent() || event.header().genesis()) {
            return false;
        }
        Set<EventId> idle = verdicts.get().idle();
        if (idle.contains(event.id())) {
            return true;
        }
        for (Verdicts.Removal removal : verdicts.get().removals()) {
            if (removal.concerns(event.user(), event.header().device())
                    && !seen(removal, event)
                    && !controls.includes(event.header().control(), removal.event())) {
                return true;
            }
        }
        // Only who has a void join may owe their seat to it: others cost no fold of a state long past.
        boolean doubtful = idle.stream()
                .map(controls::get)
                .anyMatch(node -> node.act() instanceof OwnedAct.Enter
                        && node.author().user().equals(event.user()));
        if (!doubtful) {
            return false;
        }
        Hierarchy at = stateAt(event.header().control()).hierarchy().get();
        Hierarchy.Seat seat = at.seats().get(event.user());
        return seat != null && idle.contains(seat.since());
    }

    /** Whether somebody has ever come into this room with an owner, for all to see: even by what is void now. */
    public boolean entered(UserId user) {
        return entries.containsKey(user);
    }

    /**
     * Where somebody was removed who is kept out: of the removals since they were in last the first. The last of all if they came
     * in concurrently; empty for who is not kept out.
     */
    public Optional<Position> removed(UserId user) {
        Optional<Hierarchy> ranks = state().hierarchy();
        if (!ranks.isPresent() || !ranks.get().barred().containsKey(user)) {
            return Optional.empty();
        }
        Verdicts verdicts = ranks.get().verdicts();
        Optional<ControlNode> in = entries.getOrDefault(user, Collections.<ControlNode>emptyList()).stream()
                .filter(entry -> !verdicts.idle().contains(entry.id()))
                .max(ControlNode.ORDER);
        TreeSet<ControlNode> removals = new TreeSet<>(ControlNode.ORDER);
        for (Verdicts.Removal each : verdicts.removals()) {
            ControlNode removal = controls.get(each.event());
            if (user.equals(removes(removal.act()))) {
                removals.add(removal);
            }
        }
        if (removals.isEmpty()) {
            return Optional.of(Position.BEGIN);
        }
        ControlNode since = in.isPresent() ? removals.higher(in.get()) : removals.first();
        return Optional.of(position(since == null ? removals.last() : since));
    }

    private static UserId removes(Act act) {
        if (act instanceof OwnedAct.Kick kick) {
            return kick.user();
        }
        return act instanceof OwnedAct.Ban ban ? ban.user() : null;
    }

    private static Position position(ControlNode node) {
        return new Position(node.lamport(), node.author().device(), node.id());
    }

    private boolean seen(Verdicts.Removal removal, Event event) {
        for (EventId id : removal.seen()) {
            Optional<Header> last = events.apply(id).map(Event::header);
            if (last.isPresent()
                    && last.get().device().equals(event.header().device())
                    && last.get().seq() >= event.header().seq()) {
                return true;
            }
        }
        return false;
    }

    /** The rules by which this room's events are judged. */
    RoomRules rules() {
        return rules;
    }

    ControlGraph<RoomState> controls() {
        return controls;
    }

    /** Adds a control event: it takes the place of those that it follows in the frontier. */
    void add(ControlNode node) {
        controls.add(node);
        if (node.act() instanceof OwnedAct.Enter || node.act() instanceof OwnedAct.Create) {
            entries.computeIfAbsent(node.author().user(), user -> new ArrayList<>(1))
                    .add(node);
        }
        TreeSet<EventId> next = new TreeSet<>(frontier);
        next.removeAll(node.control());
        next.add(node.id());
        frontier = Collections.unmodifiableList(new ArrayList<>(next));
    }

    void add(Epoch epoch) {
        epochs.put(epoch.id(), epoch);
        ordered.add(epoch);
    }

    void complain(DeviceId device, EventId epoch) {
        complaints.computeIfAbsent(epoch, id -> new HashSet<>()).add(device);
    }
}
