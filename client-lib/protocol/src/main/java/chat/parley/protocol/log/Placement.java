package chat.parley.protocol.log;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.rules.ControlNode;
import chat.parley.protocol.rules.IdentityRules;
import chat.parley.protocol.rules.OpenRoomRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where events go in their logs, and whether they stand there. */
final class Placement {
    private final EventStore store;
    private final RecentHeaders headers;
    private final Identities identities;
    private final RoomLogs rooms;

    Placement(EventStore store, RecentHeaders headers, Identities identities, RoomLogs rooms) {
        this.store = store;
        this.headers = headers;
        this.identities = identities;
        this.rooms = rooms;
    }

    /** Where the next event of {@code device} goes in a log: after all heads that are here. */
    EventCodec.Place place(LogId log, DeviceId device) {
        return place(log, device, Optional.empty());
    }

    /** Where an epoch that extends {@code previous} goes: after all heads, and after that epoch as a parent of its own. */
    EventCodec.Place placeAfter(LogId log, DeviceId device, EventId previous) {
        return place(log, device, headers.find(previous));
    }

    private EventCodec.Place place(LogId log, DeviceId device, Optional<Event> cited) {
        long last = store.vector(log).getOrDefault(device, 0L);
        Optional<EventId> prev =
                last == 0 ? Optional.empty() : store.find(log, device, last).map(Event::id);
        List<Event> heads = new ArrayList<>();
        for (EventId head : ends(log)) {
            if (!prev.isPresent() || !prev.get().equals(head)) {
                headers.find(head).ifPresent(heads::add);
            }
        }
        // Too many heads: take the latest; the others are cited by the events that follow.
        heads.sort(Event.ORDER.reversed());
        if (cited.isPresent() && !prev.equals(cited.map(Event::id))) {
            heads.remove(cited.get());
            heads.add(0, cited.get());
        }
        while (heads.size() > Header.MAX_PARENTS) {
            heads.remove(heads.size() - 1);
        }
        EventCodec.Place place = place(log, last + 1, prev, heads);
        while (place.control().size() > Header.MAX_CONTROL) {
            heads.remove(heads.size() - 1);
            place = place(log, last + 1, prev, heads);
        }
        return place;
    }

    /** What the next event follows: of a log of which only the rules are held, the last control events. */
    private List<EventId> ends(LogId log) {
        return store.floor(log).equals(Position.END) ? rooms.peek(log).frontier() : store.heads(log);
    }

    private EventCodec.Place place(LogId log, long seq, Optional<EventId> prev, List<Event> heads) {
        List<Event> antecedents = new ArrayList<>(heads);
        prev.flatMap(headers::find).ifPresent(antecedents::add);
        TreeSet<EventId> parents = new TreeSet<>();
        for (Event head : heads) {
            parents.add(head.id());
        }
        long lamport = 1;
        TreeSet<EventId> union = new TreeSet<>();
        if (antecedents.isEmpty()) {
            parents.add(log.genesis());
            union.add(log.genesis());
        }
        for (Event each : antecedents) {
            lamport = Math.max(lamport, each.header().lamport() + 1);
        }
        return new EventCodec.Place(
                Optional.of(log), seq, prev, new ArrayList<>(parents), controlAfter(log, antecedents, union), lamport);
    }

    /** The parents that are here; the others are added to {@code missing}. */
    List<Event> parents(Event event, Set<EventId> missing) {
        List<Event> parents = new ArrayList<>();
        for (EventId id : event.header().antecedents()) {
            if (virtualGenesis(event, id)) {
                continue;
            }
            Optional<Event> parent = headers.find(id);
            if (parent.isPresent()) {
                parents.add(parent.get());
            } else {
                missing.add(id);
            }
        }
        return parents;
    }

    /**
     * Whether an event stands where its parents put it.
     *
     * @param below whether parents may be missing: what is here must fit then, and the rest is believed
     */
    void check(Event event, List<Event> parents, boolean below) throws InvalidEventException {
        Header header = event.header();
        if (header.genesis()) {
            return;
        }
        if (header.prev().isPresent() && virtualGenesis(event, header.prev().get())) {
            throw new InvalidEventException(RefusalCode.BAD_PARENTS, "the virtual genesis is no device's event");
        }
        long lamport = 1;
        for (Event parent : parents) {
            if (!parent.log().equals(event.log()) || !parent.header().rules().equals(header.rules())) {
                throw new InvalidEventException(RefusalCode.BAD_PARENTS, "a parent is of another log");
            }
            if (header.prev().isPresent() && parent.id().equals(header.prev().get())) {
                boolean own = parent.header().device().equals(header.device())
                        && parent.header().seq() == header.seq() - 1;
                if (!own) {
                    throw new InvalidEventException(RefusalCode.BAD_PARENTS, "prev is not the device's last event");
                }
            }
            lamport = Math.max(lamport, parent.header().lamport() + 1);
        }
        if (below) {
            for (EventId id : header.control()) {
                ControlNode node = rooms.peek(event.log()).controls().get(id);
                lamport = node == null ? lamport : Math.max(lamport, node.lamport() + 1);
            }
        }
        if (below ? header.lamport() < lamport : header.lamport() != lamport) {
            throw new InvalidEventException(RefusalCode.BAD_LAMPORT, "lamport must be " + lamport);
        }
        TreeSet<EventId> union = new TreeSet<>(below ? header.control() : Collections.<EventId>emptyList());
        if (!below && parents.size() < header.antecedents().size()) {
            union.add(event.log().genesis());
        }
        if (!header.control().equals(controlAfter(event.log(), parents, union))) {
            throw new InvalidEventException(RefusalCode.BAD_CONTROL, "control is not what the parents give");
        }
    }

    /** The maximal elements of {@code union} with, for every parent, the parent if it is a control event, else its control. */
    private List<EventId> controlAfter(LogId log, List<Event> parents, TreeSet<EventId> union) {
        boolean identity = false;
        for (Event parent : parents) {
            identity |= parent.header().rules().equals(IdentityRules.NAME);
            if (parent.header().eventClass() == EventClass.CONTROL) {
                union.add(parent.id());
            } else {
                union.addAll(parent.header().control());
            }
        }
        return identity
                ? identities.graph(log).maximal(union)
                : rooms.peek(log).controls().maximal(union);
    }

    static boolean virtualGenesis(Event event, EventId id) {
        return event.header().rules().equals(OpenRoomRules.NAME)
                && event.header().log().isPresent()
                && event.header().log().get().genesis().equals(id);
    }
}
