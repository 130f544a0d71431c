package chat.parley.protocol.rules;

import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What the fold of an owned room found out about its events. It decides what clients hide; nobody's rank or keys, so the
 * hash of the state does not cover it.
 *
 * @param idle accepted control events that have no effect: void, or resting on what is void
 * @param removals that are in effect
 */
public record Verdicts(Set<EventId> idle, List<Removal> removals) {
    static final Verdicts NONE = new Verdicts(Collections.<EventId>emptySet(), Collections.<Removal>emptyList());

    /** A removal in effect: what it concerns and its author has not seen is hidden, unless written knowing of it. */
    public sealed interface Removal {
        /** The control event that removes. */
        EventId event();

        /** The last events of the devices concerned that its author had seen. */
        List<EventId> seen();

        boolean concerns(UserId user, DeviceId device);
    }

    /**
     * A kick or a ban.
     *
     * @param before devices that were out already, which this does not concern
     */
    record OfPerson(EventId event, List<EventId> seen, UserId user, Set<DeviceId> before) implements Removal {
        @Override
        public boolean concerns(UserId author, DeviceId device) {
            return user.equals(author) && !before.contains(device);
        }
    }

    /** The first {@link OwnedAct.Refresh} that shows that devices were revoked. */
    record OfDevices(EventId event, List<EventId> seen, Set<DeviceId> devices) implements Removal {
        @Override
        public boolean concerns(UserId author, DeviceId device) {
            return devices.contains(device);
        }
    }
}
