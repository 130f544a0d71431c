package chat.parley.simulation;

import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.epoch.EpochBox;
import chat.parley.protocol.epoch.EpochCodec;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who is in a room, worked out a second time and as plainly as can be: all joins, leaves, fork proofs and revocations among
 * an event's ancestors, applied in the log's order; a device that is out stays out. Right as long as nobody has more than
 * one device, which is so in these runs.
 */
final class Membership {
    private final Chronicle chronicle;
    private final EpochCodec epochs;
    private final Map<EventId, Set<DeviceId>> audiences = new HashMap<>();
    private final Set<EventId> checked = new HashSet<>();

    Membership(Chronicle chronicle, EpochCodec epochs) {
        this.chronicle = chronicle;
        this.epochs = epochs;
    }

    /** I7: it is by a member, and if it is an epoch its boxes are those of the members. */
    void check(Event event) {
        if (!event.header().rules().startsWith("open/") || event.header().control("join") || !checked.add(event.id())) {
            return;
        }
        Map<UserId, DeviceId> members = before(event);
        if (!event.header().device().equals(members.get(event.user()))) {
            throw new Violation("I7", chronicle.name(event.id()) + " is by somebody who is no member");
        }
        if (isEpoch(event)) {
            Set<DeviceId> due = new TreeSet<>(members.values());
            due.removeAll(audienceBefore(event));
            if (!due.equals(boxes(event))) {
                throw new Violation(
                        "I7", "the boxes of " + chronicle.name(event.id()) + " are not those of the members");
            }
        }
    }

    /** Members and their devices just before an event; a device that was put out is none. */
    Map<UserId, DeviceId> before(Event event) {
        return after(chronicle.ancestors(event.id()));
    }

    /** Members and their devices after these events and all before them. */
    Map<UserId, DeviceId> after(Collection<EventId> events) {
        List<Event> control = new ArrayList<>();
        for (EventId id : events) {
            Event each = chronicle.get(id);
            if (each != null && moves(each)) {
                control.add(each);
            }
        }
        control.sort(order());
        Map<UserId, DeviceId> members = new TreeMap<>();
        Set<DeviceId> gone = new TreeSet<>();
        for (Event each : control) {
            switch (each.header().kind()) {
                case "join":
                    if (!gone.contains(each.header().device())) {
                        members.put(each.user(), each.header().device());
                    }
                    break;
                case "leave":
                    members.remove(each.user());
                    break;
                default:
                    putOut(each, members, gone);
                    break;
            }
        }
        return members;
    }

    /** A proof of a fork names the device; of an identity that changes in these runs, the only device is revoked. */
    private static void putOut(Event event, Map<UserId, DeviceId> members, Set<DeviceId> gone) {
        UserId user = UserId.of(named(event, "user"));
        Optional<DeviceId> device = event.header().kind().equals("fork")
                ? Optional.of(DeviceId.of(named(event, "device")))
                : Optional.ofNullable(user.equals(event.user()) ? event.header().device() : members.get(user));
        device.ifPresent(gone::add);
        device.filter(each -> each.equals(members.get(user))).ifPresent(each -> members.remove(user));
    }

    /** The id in a field of a body, read without what is being tested. */
    private static String named(Event event, String field) {
        String body = event.body().orElseThrow();
        int at = body.indexOf("\"" + field + "\":\"") + field.length() + 4;
        return body.substring(at, body.indexOf('"', at));
    }

    /** Every device that can know an epoch's secret. */
    Set<DeviceId> audience(EventId epoch) {
        Set<DeviceId> known = audiences.get(epoch);
        if (known == null) {
            EpochBody body = body(chronicle.get(epoch));
            known = new TreeSet<>();
            if (body.head().previous().isPresent()) {
                known.addAll(audience(body.head().previous().get()));
            }
            for (EpochBox box : body.boxes()) {
                known.add(box.device());
            }
            audiences.put(epoch, known);
        }
        return known;
    }

    /** Those for whom an epoch has boxes. */
    private Set<DeviceId> boxes(Event epoch) {
        Set<DeviceId> devices = new TreeSet<>();
        body(epoch).boxes().forEach(box -> devices.add(box.device()));
        return devices;
    }

    /** The epoch that an extended one extends. */
    private Set<DeviceId> audienceBefore(Event epoch) {
        EpochBody body = body(epoch);
        return body.head().previous().isPresent()
                ? audience(body.head().previous().get())
                : new TreeSet<>();
    }

    private static boolean isEpoch(Event event) {
        return event.header().key(EventCodec.EPOCH);
    }

    private EpochBody body(Event epoch) {
        try {
            return epochs.readBody(epoch.body().orElseThrow());
        } catch (MalformedJsonException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean moves(Event event) {
        return event.header().rules().startsWith("open/") && event.header().eventClass() == EventClass.CONTROL;
    }

    private static Comparator<Event> order() {
        return Comparator.comparingLong((Event e) -> e.header().lamport())
                .thenComparing(e -> e.header().device().toString(), Membership::bytes)
                .thenComparing(e -> e.id().toString(), Membership::bytes);
    }

    /** By the bytes behind the texts: the alphabet of base64url is not in their order. */
    private static int bytes(String one, String two) {
        return DeviceId.of(one).compareTo(DeviceId.of(two));
    }
}
