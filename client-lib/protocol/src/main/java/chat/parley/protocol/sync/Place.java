package chat.parley.protocol.sync;

import chat.parley.protocol.id.EventId;
import java.util.Optional;

/**
 * A bound of a range.
 *
 * @param id empty for the first of that lamport number
 */
record Place(long lamport, Optional<EventId> id) implements Comparable<Place> {
    static final String DOT = ".";

    private static final int MAX_DIGITS = 16;

    /**
     * Reads a bound that is not empty.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Place of(String text) {
        int dot = text.indexOf(DOT);
        String number = dot < 0 ? text : text.substring(0, dot);
        if (number.isEmpty() || number.length() > MAX_DIGITS || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("not a place in a log");
        }
        return new Place(
                Long.parseLong(number),
                dot < 0 ? Optional.<EventId>empty() : Optional.of(EventId.of(text.substring(dot + 1))));
    }

    @Override
    public int compareTo(Place other) {
        if (lamport != other.lamport) {
            return Long.compare(lamport, other.lamport);
        }
        if (!id.isPresent() || !other.id.isPresent()) {
            return Boolean.compare(id.isPresent(), other.id.isPresent());
        }
        return id.get().compareTo(other.id.get());
    }
}
