package chat.parley.server.session;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Position;
import chat.parley.protocol.log.RoomLog;
import chat.parley.protocol.rules.OwnedRoomRules;
import chat.parley.protocol.rules.RoomState;
import chat.parley.protocol.sync.Extent;
import java.util.List;
import java.util.Optional;

/**
 * Who may read how much of a log, as far as it is here (PROTOCOL.md, section "Who reads what"). Nothing is kept from who is in a
 * room, or was and is not kept out: only strangers, who hold nothing of it, can do with the control events alone.
 */
final class ReadingRights {
    private final Ledger ledger;

    ReadingRights(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What a device, which says to be this user's, may read of a log now. */
    Extent of(LogId log, UserId user, DeviceId device) {
        if (!owned(log)) {
            return Extent.WHOLE;
        }
        RoomLog room = ledger.replica().room(log);
        RoomState state = room.state();
        if (state.speaks(user, device)) {
            return Extent.WHOLE;
        }
        // The user is the device's own word until their identity shows it.
        boolean theirs = ledger.replica().identity(user).live().containsKey(device);
        boolean known = theirs && room.entered(user);
        Optional<Position> removed = room.removed(user);
        if (removed.isPresent()) {
            return new Extent(known, removed.get());
        }
        return known ? Extent.WHOLE : Extent.CONTROL;
    }

    /** Whether a log is a room with an owner: all others are for everybody to read. */
    boolean owned(LogId log) {
        List<EventId> heads = ledger.store().heads(log);
        return !heads.isEmpty()
                && ledger.store()
                        .find(heads.get(0))
                        .filter(ReadingRights::owned)
                        .isPresent();
    }

    static boolean owned(Event event) {
        return event.header().rules().equals(OwnedRoomRules.NAME);
    }
}
