package chat.parley.server.admission;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.rules.IdentityState;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What a server has, as far as it matters for what it takes in. Used on the node's thread. */
public final class Holdings {
    private final Ledger ledger;
    private final Predicate<LogId> leaving;

    /**
     * @param leaving whether a log is being taken off the disk, so that nothing may be added to it
     */
    public Holdings(Ledger ledger, Predicate<LogId> leaving) {
        this.ledger = ledger;
        this.leaving = leaving;
    }

    boolean stored(EventId id) {
        return ledger.store().contains(id);
    }

    boolean leaving(LogId log) {
        return leaving.test(log);
    }

    /** How many events the other devices of an event's author have in its log, those that were revoked too. */
    long byOtherDevices(Event event) {
        Map<DeviceId, Long> numbers = ledger.store().vector(event.log());
        Set<DeviceId> devices = new HashSet<>();
        if (event.log().equals(event.user().identity())) {
            devices.addAll(numbers.keySet());
        } else {
            IdentityState identity = ledger.replica().identity(event.user());
            devices.addAll(identity.live().keySet());
            devices.addAll(identity.revoked());
        }
        devices.remove(event.header().device());
        return devices.stream()
                .mapToLong(device -> numbers.getOrDefault(device, 0L))
                .sum();
    }
}
