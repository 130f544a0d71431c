package chat.parley.client.core;

import chat.parley.client.RoomRef;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.IdentityState;
import chat.parley.protocol.rules.OwnedAct;
import chat.parley.protocol.rules.RoomState;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells a room of changed identities: at once of one's own; of another's after a wait, if nobody else has, and only if one
 * of the room's devices is revoked. So a stolen device is put out though its owner never speaks again, and whoever changes
 * an identity often makes nobody write for it.
 */
final class IdentityNews {
    private final RoomRef room;
    private final LogId log;
    private final Desk desk;
    private final Map<UserId, Long> due = new TreeMap<>();

    IdentityNews(RoomRef room, LogId log, Desk desk) {
        this.room = room;
        this.log = log;
        this.desk = desk;
    }

    /** More is known of a person's identity. */
    void changed(UserId user) {
        if (user.equals(desk.account().user())) {
            due.put(user, Long.MIN_VALUE);
        } else if (stale(user) && !due.containsKey(user)) {
            due.put(user, Wait.until(desk, log, user));
        }
    }

    boolean due() {
        return !due.isEmpty()
                && Collections.min(due.values()) <= desk.platform().clock().millis();
    }

    /** Writes what is due; to be called where one may write. */
    void act() {
        if (!due.isEmpty()) {
            act(desk.platform().clock().millis());
        }
    }

    /** Writes all, due or not: something is about to be said that a revoked device must not read. */
    void actNow() {
        act(Long.MAX_VALUE);
    }

    private void act(long now) {
        for (UserId user : new TreeMap<>(due).keySet()) {
            if (due.get(user) <= now) {
                due.remove(user);
                if (stale(user)) {
                    write(user);
                }
            }
        }
    }

    /** Whether the room should hear of what is known here. */
    private boolean stale(UserId user) {
        RoomState.Member member = desk.room(log).state().members().get(user);
        List<EventId> heads = desk.identityHeads(user);
        if (member == null || heads.isEmpty() || member.identity().containsAll(heads)) {
            return false;
        }
        IdentityState identity = desk.identity(user);
        DeviceId me = desk.account().device();
        return user.equals(desk.account().user()) && !identity.revoked().contains(me)
                || !Collections.disjoint(member.devices().keySet(), identity.revoked());
    }

    private void write(UserId user) {
        List<EventId> heads = desk.identityHeads(user);
        Act act = room instanceof RoomRef.Owned
                ? new OwnedAct.Refresh(user, heads, desk.seen(log, user))
                : new Act.Devices(user, heads);
        desk.write(act, desk.place(log));
    }
}
