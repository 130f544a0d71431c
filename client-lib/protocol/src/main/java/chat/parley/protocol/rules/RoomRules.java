package chat.parley.protocol.rules;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.id.EventId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What may be appended to a room, and what its control events fold into. Pure: an event is judged by itself, by what it
 * cites, and by the state at its {@code control}.
 */
public sealed interface RoomRules permits OpenRoomRules, OwnedRoomRules {
    /** The rules' name in headers. */
    String name();

    /** Whether the genesis is computed, and stands for a stored event wherever it is cited. */
    boolean virtualGenesis();

    /**
     * The state after control events.
     *
     * @param state before them: {@link RoomState#EMPTY}, or the state of all that is before a single event
     * @param nodes with all before them, or that single event; in the log's order
     */
    RoomState fold(RoomState state, List<ControlNode> nodes);

    /** The identity events that a control event cites. */
    List<EventId> identities(Event event) throws InvalidEventException;

    /** All events that a control event cites, and that must be stored before it can be. */
    List<EventId> cites(Event event) throws InvalidEventException;

    /**
     * Judges a control event, all that it cites being stored.
     *
     * @param state at its {@code control}, if it is asked for
     * @param cited the events of {@link #cites}
     */
    ControlNode control(Event event, Supplier<RoomState> state, List<Event> cited) throws InvalidEventException;

    /**
     * Judges an epoch. Whole bodies are checked box by box; parts by their count and by the place of the box in them.
     *
     * @param previous the epoch that it extends, if that is one of its parents
     */
    Epoch epoch(Event event, RoomState state, Optional<Epoch> previous) throws InvalidEventException;

    /** Judges a complaint about an epoch and returns the epoch complained of. */
    EventId complaint(Event event, RoomState state) throws InvalidEventException;

    /** Judges a content event. */
    void content(Event event, RoomState state) throws InvalidEventException;
}
