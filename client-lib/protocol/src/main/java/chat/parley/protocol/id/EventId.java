package chat.parley.protocol.id;

/** The hash of an event's header: names the event everywhere. */
public final class EventId extends Id {
    public EventId(byte[] bytes) {
        super(bytes);
    }

    /**
     * Reads the id's text.
     *
     * @throws IllegalArgumentException if it is not the canonical text of an id
     */
    public static EventId of(String text) {
        return new EventId(decode(text));
    }
}
