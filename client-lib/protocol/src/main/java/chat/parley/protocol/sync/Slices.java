package chat.parley.protocol.sync;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Have;
import chat.parley.protocol.frame.Slice;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Cuts logs into slices, newest first, for clients that do not hold all of them. The cost goes with the slice: it is read
 * from the log's order backwards, and its parents below it by their ids.
 */
final class Slices {
    /** Text after which no parents are added to a slice, in characters; who lacks one fetches it. */
    private static final long MAX_LENGTH = Portions.MAX_LENGTH;

    /** Text of a slice's own events, in characters, if it is more than one event. */
    private static final long OWN_LENGTH = MAX_LENGTH / 2;

    private final Ledger ledger;
    private final UnaryOperator<Event> view;

    /**
     * @param view what the other end is shown of an event
     */
    Slices(Ledger ledger, UnaryOperator<Event> view) {
        this.ledger = ledger;
        this.view = view;
    }

    /** The newest events of a log. */
    Slice newest(LogId log, long limit) {
        Cut cut = cut(log, Position.END, limit);
        return slice(log, "", cut, cut.from().isEmpty() ? Collections.emptyMap() : below(log, cut.events()));
    }

    /** The last events before a position, of those that may be read. */
    Slice older(LogId log, Position before, long limit, Extent extent) {
        Cut cut = cut(log, before.compareTo(extent.last()) < 0 ? before : extent.last(), limit);
        return slice(log, before.toString(), cut, Collections.emptyMap());
    }

    /**
     * Events of a log without a gap.
     *
     * @param from position of the first; empty if nothing is before it
     */
    private record Cut(String from, List<Event> events) {}

    private Cut cut(LogId log, Position before, long limit) {
        int most = (int) Math.max(1, Math.min(limit, Portions.MAX_EVENTS));
        List<Event> found = ledger.store().before(log, before, most + 1);
        int first = found.size();
        long length = 0;
        while (first > 0 && found.size() - first < most && (length < OWN_LENGTH || first == found.size())) {
            Event shown = view.apply(found.get(--first));
            length += shown == null ? 0 : Portions.length(shown);
        }
        return new Cut(first == 0 ? "" : Position.of(found.get(first)).toString(), found.subList(first, found.size()));
    }

    private Slice slice(LogId log, String before, Cut cut, Map<DeviceId, Long> below) {
        Set<Event> all = new LinkedHashSet<>();
        long length = 0;
        for (Event event : cut.events()) {
            length += add(event, all);
        }
        Set<Event> parents = new LinkedHashSet<>();
        if (!cut.from().isEmpty()) {
            for (EventId id : parentsBelow(cut.events())) {
                if (length < MAX_LENGTH) {
                    Optional<Event> parent = ledger.store().find(id);
                    length += parent.isPresent() ? add(parent.get(), parents) : 0;
                }
            }
        }
        List<Event> sent = new ArrayList<>(parents);
        sent.sort(Event.ORDER);
        all.removeAll(parents);
        sent.addAll(all);
        List<Have> far = new ArrayList<>();
        below.forEach((device, seq) -> far.add(new Have(device.toString(), seq)));
        return new Slice(log.toString(), before, cut.from(), FrameCodec.texts(sent), far);
    }

    private static Set<EventId> parentsBelow(List<Event> events) {
        Set<EventId> inside = new HashSet<>();
        Set<EventId> below = new TreeSet<>();
        for (Event event : events) {
            inside.add(event.id());
            below.addAll(event.header().antecedents());
        }
        below.removeAll(inside);
        return below;
    }

    private long add(Event event, Set<Event> events) {
        long length = 0;
        for (Event cited : Portions.cited(ledger.replica(), event)) {
            length += events.add(cited) ? Portions.length(cited) : 0;
        }
        Event shown = view.apply(event);
        return shown != null && events.add(shown) ? length + Portions.length(shown) : length;
    }

    /** How far each device is in a log before these events, which are its last. */
    private Map<DeviceId, Long> below(LogId log, List<Event> last) {
        Map<DeviceId, Long> below = new HashMap<>(ledger.store().vector(log));
        for (Event event : last) {
            below.merge(event.header().device(), event.header().seq() - 1, Math::min);
        }
        below.values().removeIf(seq -> seq == 0);
        return below;
    }
}
