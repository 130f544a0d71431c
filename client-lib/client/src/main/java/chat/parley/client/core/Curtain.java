package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.RoomLog;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.Hierarchy;
import chat.parley.protocol.rules.OwnedAct;
import chat.parley.protocol.rules.Verdicts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes messages out of sight that an owned room has come to hide, and brings back what it hides no more (PROTOCOL.md,
 * section "Hidden events"). It looks again only at those of whom the verdicts have changed.
 */
final class Curtain {
    private final RoomRef room;
    private final LogId log;
    private final Desk desk;
    private final Messages messages;
    private Optional<Verdicts> judged;

    Curtain(RoomRef room, LogId log, Desk desk, Messages messages) {
        this.room = room;
        this.log = log;
        this.desk = desk;
        this.messages = messages;
        this.judged = verdicts();
    }

    /** To be called when control events have come; part of the transaction that stores them. */
    void move(List<ClientEvent> told) {
        Optional<Verdicts> now = verdicts();
        if (now.equals(judged)) {
            return;
        }
        Set<UserId> concerned = new TreeSet<>();
        concern(now, judged, concerned);
        concern(judged, now, concerned);
        judged = now;
        List<EventId> hidden = new ArrayList<>();
        List<ClientEvent> shown = new ArrayList<>();
        RoomLog here = desk.room(log);
        for (UserId user : concerned) {
            for (Event event : said(user)) {
                boolean hide = here.hidden(event);
                if (!messages.hide(event.id(), hide, shown)) {
                    continue;
                }
                if (hide) {
                    hidden.add(event.id());
                } else {
                    messages.find(event.id()).ifPresent(shown::add);
                }
            }
        }
        if (!hidden.isEmpty()) {
            told.add(new ClientEvent.Hidden(room, hidden));
        }
        told.addAll(shown);
    }

    /** Those whom verdicts concern that are not among others. */
    private void concern(Optional<Verdicts> all, Optional<Verdicts> but, Set<UserId> concerned) {
        if (!all.isPresent()) {
            return;
        }
        Set<EventId> idle = new HashSet<>(all.get().idle());
        List<Verdicts.Removal> removals = new ArrayList<>(all.get().removals());
        but.ifPresent(other -> {
            idle.removeAll(other.idle());
            removals.removeAll(other.removals());
        });
        for (EventId id : idle) {
            desk.events().find(id).ifPresent(event -> concerned.add(event.user()));
        }
        for (Verdicts.Removal removal : removals) {
            desk.act(removal.event()).flatMap(Curtain::removed).ifPresent(concerned::add);
        }
    }

    private static Optional<UserId> removed(Act act) {
        if (act instanceof OwnedAct.Kick) {
            return Optional.of(((OwnedAct.Kick) act).user());
        } else if (act instanceof OwnedAct.Ban) {
            return Optional.of(((OwnedAct.Ban) act).user());
        }
        return act instanceof OwnedAct.Refresh ? Optional.of(((OwnedAct.Refresh) act).user()) : Optional.empty();
    }

    private List<Event> said(UserId user) {
        Set<DeviceId> devices = new TreeSet<>(desk.identity(user).live().keySet());
        devices.addAll(desk.identity(user).revoked());
        Map<DeviceId, Long> last = desk.events().vector(log);
        List<Event> found = new ArrayList<>();
        for (DeviceId device : devices) {
            for (long seq = last.getOrDefault(device, 0L); seq > 0; seq--) {
                desk.events()
                        .find(log, device, seq)
                        .filter(event -> event.header().eventClass() == EventClass.CONTENT)
                        .ifPresent(found::add);
            }
        }
        found.sort(Event.ORDER);
        return found;
    }

    private Optional<Verdicts> verdicts() {
        return desk.room(log).state().hierarchy().map(Hierarchy::verdicts);
    }
}
