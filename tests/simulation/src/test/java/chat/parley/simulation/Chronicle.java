package chat.parley.simulation;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every event that any honest process of a run has made or taken: what an onlooker who sees all knows of the DAG. */
final class Chronicle {
    private final Map<EventId, Event> events = new LinkedHashMap<>();
    private final Map<String, EventId> byHeader = new HashMap<>();

    void add(Event event) {
        if (events.putIfAbsent(event.id(), event) == null) {
            byHeader.put(event.headerText(), event.id());
        }
    }

    boolean knows(EventId id) {
        return events.containsKey(id);
    }

    Event get(EventId id) {
        return events.get(id);
    }

    Collection<Event> all() {
        return events.values();
    }

    /** All events of a log, in its order. */
    List<Event> ordered(LogId log) {
        List<Event> found = new ArrayList<>();
        for (Event event : events.values()) {
            if (event.log().equals(log)) {
                found.add(event);
            }
        }
        found.sort(Event.ORDER);
        return found;
    }

    /** Adds to {@code found} an event's ancestors, but not what is behind those that are in it already. */
    void collectAncestors(EventId of, Set<EventId> found) {
        Deque<EventId> open = new ArrayDeque<>();
        open.add(of);
        while (!open.isEmpty()) {
            Event event = events.get(open.poll());
            if (event != null) {
                for (EventId before : event.header().antecedents()) {
                    if (found.add(before)) {
                        open.add(before);
                    }
                }
            }
        }
    }

    Set<EventId> ancestors(EventId of) {
        Set<EventId> found = new HashSet<>();
        collectAncestors(of, found);
        return found;
    }

    /** A short name for a line of the trace. */
    String name(String header) {
        EventId id = byHeader.get(header);
        return id == null ? "?" : name(id);
    }

    String name(EventId id) {
        Event event = events.get(id);
        String brief = id.toString().substring(0, 6);
        return event == null
                ? brief
                : brief + "(" + event.header().kind() + " "
                        + event.header().device().toString().substring(0, 4) + "/"
                        + event.header().seq() + ")";
    }
}
