package chat.parley.protocol.rules;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import java.util.Comparator;
import java.util.List;

/**
 * An accepted control event as the fold sees it.
 *
 * @param author the user, and the device that signed
 * @param control the maximal control events among its ancestors
 * @param weight of an owned room's: the weight of the author's {@link Rank} at {@code control}; 0 for who had none
 */
public record ControlNode(EventId id, long lamport, Author author, List<EventId> control, Act act, int weight) {
    /** The order of the log. */
    public static final Comparator<ControlNode> ORDER = Comparator.comparingLong(ControlNode::lamport)
            .thenComparing(n -> n.author().device())
            .thenComparing(ControlNode::id);

    /** Who made it. */
    public record Author(UserId user, DeviceId device) {}

    /** A node of a log without ranks. */
    ControlNode(EventId id, long lamport, Author author, List<EventId> control, Act act) {
        this(id, lamport, author, control, act, 0);
    }

    static ControlNode of(Event event, Act act) {
        return of(event, act, 0);
    }

    static ControlNode of(Event event, Act act, int weight) {
        return new ControlNode(
                event.id(),
                event.header().lamport(),
                new Author(event.user(), event.header().device()),
                event.header().control(),
                act,
                weight);
    }
}
