package chat.parley.simulation;

import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.epoch.EpochBox;
import chat.parley.protocol.epoch.EpochCodec;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who is in a room, worked out a second time and as plainly as can be: all joins and leaves among an event's ancestors,
 * applied in the log's order. Right as long as nobody has more than one device, which is so in these runs.
 */
final class Membership {
    private final Chronicle chronicle;
    private final EpochCodec epochs;
    private final Map<EventId, Set<DeviceId>> audiences = new HashMap<>();

    Membership(Chronicle chronicle, EpochCodec epochs) {
        this.chronicle = chronicle;
        this.epochs = epochs;
    }

    /** Members and their devices just before an event. */
    Map<UserId, DeviceId> before(Event event) {
        List<Event> control = new ArrayList<>();
        for (EventId id : chronicle.ancestors(event.id())) {
            Event ancestor = chronicle.get(id);
            if (ancestor != null && moves(ancestor)) {
                control.add(ancestor);
            }
        }
        control.sort(order());
        Map<UserId, DeviceId> members = new TreeMap<>();
        for (Event each : control) {
            if (each.header().kind().equals("join")) {
                members.put(each.user(), each.header().device());
            } else {
                members.remove(each.user());
            }
        }
        return members;
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
    Set<DeviceId> boxes(Event epoch) {
        Set<DeviceId> devices = new TreeSet<>();
        body(epoch).boxes().forEach(box -> devices.add(box.device()));
        return devices;
    }

    /** The epoch that an extended one extends. */
    Set<DeviceId> audienceBefore(Event epoch) {
        EpochBody body = body(epoch);
        return body.head().previous().isPresent()
                ? audience(body.head().previous().get())
                : new TreeSet<>();
    }

    static boolean isEpoch(Event event) {
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
        return event.header().control("join") || event.header().control("leave");
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
