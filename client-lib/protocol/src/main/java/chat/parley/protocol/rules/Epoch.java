package chat.parley.protocol.rules;

import chat.parley.protocol.epoch.EpochHead;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * An accepted epoch of a room.
 *
 * @param author the device that made it
 * @param control the control events at which its audience was judged
 * @param audience every device that can know its secret
 */
public record Epoch(Position position, DeviceId author, EpochHead head, List<EventId> control, Set<DeviceId> audience) {
    /** The log's order: the next sender takes the newest. */
    public static final Comparator<Epoch> ORDER = Comparator.comparingLong((Epoch e) -> e.position.lamport())
            .thenComparing(Epoch::author)
            .thenComparing(e -> e.position.id());

    /** Which event it is, where it stands, and its author's clock. */
    public record Position(EventId id, long lamport, long time) {}

    public EventId id() {
        return position.id();
    }
}
