package chat.parley.protocol.log;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events that wait for their ancestors, with a bound for each source and one for all: who sends what nothing leads to fills its own share,
 * and several who do so together leave others none until they are gone; these are sent again what did not fit. What waits was checked for its signature and is told to nobody.
 */
final class HoldBack {
    /** Most events that wait for one source. */
    static final int MAX_EVENTS = 2048;

    /** Most header and body text that waits for one source, in characters. */
    static final long MAX_LENGTH = 8L * 1024 * 1024;

    /** Most header and body text that waits for all sources together, in characters. */
    static final long MAX_TOTAL_LENGTH = 64L * 1024 * 1024;

    /** An event and who sent it. */
    record Waiting(Event event, Source source) {}

    private static final class Share {
        final Map<EventId, Event> events = new LinkedHashMap<>();
        long length;
    }

    private final Map<Source, Share> shares = new HashMap<>();
    private final Map<EventId, List<Waiting>> byMissing = new HashMap<>();
    private long total;

    /** Holds an event until {@code missing} is there; false if the source's share is full. */
    boolean hold(Event event, EventId missing, Source source) {
        Share share = shares.getOrDefault(source, new Share());
        if (share.events.containsKey(event.id())) {
            return true;
        }
        long length = length(event);
        if (share.events.size() >= MAX_EVENTS
                || share.length + length > MAX_LENGTH
                || total + length > MAX_TOTAL_LENGTH) {
            return false;
        }
        shares.put(source, share);
        share.events.put(event.id(), event);
        share.length += length;
        total += length;
        byMissing.computeIfAbsent(missing, id -> new ArrayList<>(1)).add(new Waiting(event, source));
        return true;
    }

    /** Takes out all that waited for an event that is there now. */
    List<Waiting> release(EventId arrived) {
        List<Waiting> released = byMissing.remove(arrived);
        if (released == null) {
            return Collections.emptyList();
        }
        for (Waiting each : released) {
            remove(each);
        }
        return released;
    }

    /** Forgets all that waits for a source. */
    void forget(Source source) {
        Share share = shares.remove(source);
        if (share != null) {
            total -= share.length;
            byMissing.values().removeIf(list -> {
                list.removeIf(each -> each.source() == source);
                return list.isEmpty();
            });
        }
    }

    Ledger.Held held() {
        int events = 0;
        long length = 0;
        for (Share each : shares.values()) {
            events = Math.max(events, each.events.size());
            length = Math.max(length, each.length);
        }
        return new Ledger.Held(events, length, total);
    }

    private void remove(Waiting waiting) {
        Share share = shares.get(waiting.source());
        if (share != null && share.events.remove(waiting.event().id()) != null) {
            share.length -= length(waiting.event());
            total -= length(waiting.event());
            if (share.events.isEmpty()) {
                shares.remove(waiting.source());
            }
        }
    }

    private static long length(Event event) {
        return event.headerText().length() + event.header().length();
    }
}
