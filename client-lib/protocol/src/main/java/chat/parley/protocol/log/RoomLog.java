package chat.parley.protocol.log;

import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.rules.ControlGraph;
import chat.parley.protocol.rules.ControlNode;
import chat.parley.protocol.rules.Epoch;
import chat.parley.protocol.rules.RoomState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** An open room as a replica holds it: control events, epochs, complaints. Read by anybody, written by {@link Replica}. */
public final class RoomLog {
    private final ControlGraph<RoomState> controls;
    private final Map<EventId, Epoch> epochs = new HashMap<>();
    private final TreeSet<Epoch> ordered = new TreeSet<>(Epoch.ORDER);
    private final Map<EventId, Set<DeviceId>> complaints = new HashMap<>();
    private List<EventId> frontier;

    RoomLog(ControlGraph<RoomState> controls, List<EventId> genesis) {
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

    ControlGraph<RoomState> controls() {
        return controls;
    }

    /** Adds a control event: it takes the place of those that it follows in the frontier. */
    void add(ControlNode node) {
        controls.add(node);
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
