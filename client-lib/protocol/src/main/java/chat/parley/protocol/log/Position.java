package chat.parley.protocol.log;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Id;
import java.util.Comparator;

/**
 * Where an event stands in its log's order. The lowest event that a client holds with all that follows is its floor there;
 * {@link #BEGIN} as a floor means that nothing is left out, {@link #END} that nothing is held yet.
 */
public record Position(long lamport, DeviceId device, EventId id) implements Comparable<Position> {
    /** Not above any event. */
    public static final Position BEGIN =
            new Position(0, new DeviceId(new byte[Id.BYTES]), new EventId(new byte[Id.BYTES]));

    /** Above every event. */
    public static final Position END =
            new Position(Long.MAX_VALUE, new DeviceId(new byte[Id.BYTES]), new EventId(new byte[Id.BYTES]));

    private static final Comparator<Position> ORDER = Comparator.comparingLong(Position::lamport)
            .thenComparing(Position::device)
            .thenComparing(Position::id);

    private static final int PARTS = 3;
    private static final int MAX_DIGITS = 16;

    public static Position of(Event event) {
        return new Position(event.header().lamport(), event.header().device(), event.id());
    }

    /**
     * Reads {@link #toString}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Position parse(String text) {
        String[] parts = text.split("\\.", -1);
        boolean number = parts[0].length() <= MAX_DIGITS
                && !parts[0].isEmpty()
                && parts[0].chars().allMatch(c -> c >= '0' && c <= '9');
        if (parts.length != PARTS || !number) {
            throw new IllegalArgumentException("not a position in a log");
        }
        return new Position(Long.parseLong(parts[0]), DeviceId.of(parts[1]), EventId.of(parts[2]));
    }

    /** Whether an event stands before it. */
    public boolean above(Event event) {
        return compareTo(of(event)) > 0;
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    /** As it travels: the lamport number, the device and the id, with dots between. */
    @Override
    public String toString() {
        return lamport + "." + device + "." + id;
    }
}
