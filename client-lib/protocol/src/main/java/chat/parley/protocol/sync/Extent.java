package chat.parley.protocol.sync;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.log.Position;
import java.util.List;

/**
 * How much of a log somebody may read.
 *
 * @param all events of all classes, or control events only: by these one comes in
 * @param last nothing behind this position in the log's order
 */
public record Extent(boolean all, Position last) {
    /** The whole log. */
    public static final Extent WHOLE = new Extent(true, Position.END);

    /** Its control events. */
    public static final Extent CONTROL = new Extent(false, Position.END);

    /** Whether an event may be read. */
    public boolean shows(Event event) {
        return (all || event.header().eventClass() == EventClass.CONTROL)
                && Position.of(event).compareTo(last) <= 0;
    }

    /** Whether what is new is behind it. */
    public boolean over() {
        return !last.equals(Position.END);
    }

    /** Takes out what may not be read. */
    List<Event> cut(List<Event> events) {
        events.removeIf(event -> !shows(event));
        return events;
    }
}
