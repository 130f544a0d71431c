package chat.parley.client.core;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.RoomLog;
import chat.parley.protocol.rules.Epoch;
import chat.parley.protocol.rules.Hierarchy;
import chat.parley.protocol.rules.OwnedAct;
import chat.parley.protocol.rules.RoomState;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether it is for this device to give newcomers of an owned room the keys at once, so that they learn its name, and what
 * was said where they may, before somebody speaks: it is if it has invited them, or they are its own user's. Nobody's being
 * away matters: else the next who speaks does.
 */
final class Host {
    private final LogId log;
    private final Desk desk;
    private List<EventId> lookedAt = Collections.emptyList();

    Host(LogId log, Desk desk) {
        this.log = log;
        this.desk = desk;
    }

    /** Whether somebody came since the last call to whom this device owes keys. */
    boolean hasGuests() {
        RoomLog room = desk.room(log);
        Optional<Epoch> newest = room.newestEpoch();
        if (room.frontier().equals(lookedAt) || !room.state().hierarchy().isPresent() || !newest.isPresent()) {
            return false;
        }
        lookedAt = room.frontier();
        Set<DeviceId> audience = newest.get().audience();
        if (!audience.contains(desk.account().device())) {
            return false;
        }
        for (Map.Entry<UserId, RoomState.Member> each : room.state().members().entrySet()) {
            boolean lacking = !audience.containsAll(each.getValue().devices().keySet());
            if (lacking
                    && (each.getKey().equals(desk.account().user())
                            ? first(each.getValue(), audience)
                            : hasInvited(each.getKey(), room.state().hierarchy().get()))) {
                return true;
            }
        }
        return false;
    }

    /** Of a user's devices that have the keys, one gives them to the others. */
    private boolean first(RoomState.Member self, Set<DeviceId> audience) {
        TreeSet<DeviceId> having = new TreeSet<>(self.devices().keySet());
        having.retainAll(audience);
        return having.first().equals(desk.account().device());
    }

    private boolean hasInvited(UserId user, Hierarchy ranks) {
        Optional<EventId> invitation = desk.act(ranks.seats().get(user).since())
                .filter(OwnedAct.Enter.class::isInstance)
                .flatMap(act -> ((OwnedAct.Enter) act).invitation());
        Optional<Event> event = invitation.flatMap(desk.events()::find);
        return event.filter(each -> each.header().device().equals(desk.account().device()))
                .isPresent();
    }
}
