package chat.parley.protocol.id;

/** Names a log: the id of its genesis event, virtual or written. */
public final class LogId extends Id {
    public LogId(byte[] bytes) {
        super(bytes);
    }

    /**
     * Reads the id's text.
     *
     * @throws IllegalArgumentException if it is not the canonical text of an id
     */
    public static LogId of(String text) {
        return new LogId(decode(text));
    }

    /** The genesis event of this log: its id is the log's name. */
    public EventId genesis() {
        return new EventId(bytes());
    }
}
