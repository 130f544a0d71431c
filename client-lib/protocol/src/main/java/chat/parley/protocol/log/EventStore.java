package chat.parley.protocol.log;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where accepted events are kept. A replica adds events with all their ancestors there, each once. What was added is seen
 * at once by this store's reader and is durable after the owner of the store has committed. Used by one thread.
 */
public interface EventStore {
    boolean contains(EventId id);

    Optional<Event> find(EventId id);

    /** The device's event of this number; of a fork, any. */
    Optional<Event> find(LogId log, DeviceId device, long seq);

    /** Adds an event and makes it a head in place of those that it follows. */
    void add(Event event);

    /** Events that nothing in the store follows, ascending; empty for a log that is not here. */
    List<EventId> heads(LogId log);

    /** The highest number of every device in a log. */
    Map<DeviceId, Long> vector(LogId log);

    /** All control and key events of a log, in the log's order. */
    List<Event> controlAndKeys(LogId log);

    /**
     * The same, if they are no longer than so much: anybody may make a log as long as they like, and who wants only short ones should
     * not pay for that.
     *
     * @param most characters of headers and bodies
     */
    default Optional<List<Event>> controlAndKeys(LogId log, long most) {
        List<Event> found = controlAndKeys(log);
        long length = 0;
        for (Event event : found) {
            length += event.headerText().length() + event.header().length();
            if (length > most) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    /**
     * Events of a log that a holder of {@code have} lacks, in the log's order.
     *
     * @param have the highest number that is held, for each device
     * @param limit most events returned
     */
    List<Event> after(LogId log, Map<DeviceId, Long> have, int limit);

    /** Tells a reader the places of all events of a log, ascending, but at most of so many. */
    default void points(LogId log, int limit, PointReader reader) {
        List<Event> events = after(log, Collections.<DeviceId, Long>emptyMap(), Integer.MAX_VALUE);
        events.sort(Comparator.comparingLong((Event event) -> event.header().lamport())
                .thenComparing(Event::id));
        for (Event event : events.subList(0, Math.min(limit, events.size()))) {
            reader.point(event.header().lamport(), event.id().bytes());
        }
    }

    /** Hears where events stand: by their lamport numbers, and among those of one number by their ids. */
    @FunctionalInterface
    interface PointReader {
        void point(long lamport, byte[] id);
    }

    /**
     * Control and key events of a log that a holder of {@code have} lacks, in the log's order.
     *
     * @param limit most events returned
     */
    default List<Event> controlAndKeysAfter(LogId log, Map<DeviceId, Long> have, int limit) {
        List<Event> found = new ArrayList<>();
        for (Event event : controlAndKeys(log)) {
            if (found.size() < limit
                    && event.header().seq() > have.getOrDefault(event.header().device(), 0L)) {
                found.add(event);
            }
        }
        return found;
    }

    /**
     * Control events of a log that a holder of {@code have} lacks, in the log's order.
     *
     * @param limit most events returned
     */
    default List<Event> controlAfter(LogId log, Map<DeviceId, Long> have, int limit) {
        List<Event> found = controlAndKeysAfter(log, have, Integer.MAX_VALUE);
        found.removeIf(event -> event.header().eventClass() != EventClass.CONTROL);
        return new ArrayList<>(found.subList(0, Math.min(limit, found.size())));
    }

    /**
     * The last events of a log before a position, in the log's order.
     *
     * @param limit most events returned
     */
    default List<Event> before(LogId log, Position position, int limit) {
        List<Event> events = after(log, Collections.<DeviceId, Long>emptyMap(), Integer.MAX_VALUE);
        events.removeIf(event -> !position.above(event));
        return new ArrayList<>(events.subList(Math.max(0, events.size() - limit), events.size()));
    }

    /**
     * From where on all events of a log are held. A client may leave out what is older; a server never does.
     *
     * @see Replica
     */
    default Position floor(LogId log) {
        return Position.BEGIN;
    }

    /** The number of every device in a log up to which nothing is to be asked for: held, or known to be below the floor. */
    default Map<DeviceId, Long> reach(LogId log) {
        return vector(log);
    }

    /** The logs that are here. */
    Collection<LogId> logs();
}
