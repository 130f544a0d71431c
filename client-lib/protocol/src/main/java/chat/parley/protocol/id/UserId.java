package chat.parley.protocol.id;

/** Names a person: the id of the genesis of their identity log. */
public final class UserId extends Id {
    public UserId(byte[] bytes) {
        super(bytes);
    }

    /**
     * Reads the id's text.
     *
     * @throws IllegalArgumentException if it is not the canonical text of an id
     */
    public static UserId of(String text) {
        return new UserId(decode(text));
    }

    /** The log in which this person's devices are kept. */
    public LogId identity() {
        return new LogId(bytes());
    }
}
