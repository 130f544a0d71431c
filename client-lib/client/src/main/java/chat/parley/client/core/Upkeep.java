package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.IdentityState;
import chat.parley.protocol.rules.OwnedAct;
import chat.parley.protocol.rules.RoomState;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells a room what it must know of devices: at once of this user's own, and of others before something is said, so that
 * no key goes to a device that is revoked or that has shown two events with one number.
 */
final class Upkeep {
    private final RoomRef room;
    private final LogId log;
    private final Desk desk;
    private final SortedMap<DeviceId, Act.Fork> forks = new TreeMap<>();
    private final Set<UserId> changed = new TreeSet<>();

    Upkeep(RoomRef room, LogId log, Desk desk) {
        this.room = room;
        this.log = log;
        this.desk = desk;
    }

    /** Looks for two events of one device with one number. */
    void watch(List<Event> events, List<ClientEvent> told) {
        for (Event event : events) {
            DeviceId device = event.header().device();
            Optional<EventId> first = desk.events()
                    .find(log, device, event.header().seq())
                    .map(Event::id)
                    .filter(id -> !id.equals(event.id()));
            if (first.isPresent() && !forks.containsKey(device)) {
                EventId[] both = {first.get(), event.id()};
                Arrays.sort(both);
                forks.put(
                        device, new Act.Fork(event.user(), device, Collections.unmodifiableList(Arrays.asList(both))));
                told.add(new ClientEvent.Problem(
                        "DEVICE_FORKED",
                        "a device of " + desk.author(event).distinctName()
                                + " shows two histories of this room: it is copied, or somebody has its key. It gets no more"
                                + " keys until its owner has replaced it"));
            }
        }
    }

    /** Somebody's identity has changed. */
    void changed(UserId user) {
        changed.add(user);
    }

    /** Tells of this user's own devices what the room does not know yet. */
    void tellOwn() {
        UserId me = desk.account().user();
        RoomState.Member self = state().members().get(me);
        if (self == null || self.identity().containsAll(desk.identityHeads())) {
            return;
        }
        SortedMap<DeviceId, ?> live = new TreeMap<>(desk.identity(me).live());
        live.keySet().removeAll(state().gone());
        if (!live.equals(self.devices())) {
            tell(me);
        }
    }

    /** Tells, before something is said, who must not hear it. */
    void tellOthers() {
        for (UserId user : changed) {
            RoomState.Member member = state().members().get(user);
            IdentityState identity = desk.identity(user);
            if (member != null
                    && !Collections.disjoint(
                            identity.revoked(), member.devices().keySet())) {
                tell(user);
            }
        }
        changed.clear();
        for (Act.Fork fork : forks.values()) {
            if (!state().gone().contains(fork.device())) {
                desk.write(fork, desk.place(log));
            }
        }
    }

    private void tell(UserId user) {
        List<EventId> heads = desk.identityHeads(user);
        Act act = room instanceof RoomRef.Open
                ? new Act.Devices(user, heads)
                : new OwnedAct.Refresh(user, heads, desk.seen(log, user));
        desk.write(act, desk.place(log));
    }

    private RoomState state() {
        return desk.room(log).state();
    }
}
