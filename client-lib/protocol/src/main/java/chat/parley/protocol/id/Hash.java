package chat.parley.protocol.id;

/** A BLAKE2b-256 hash with no more specific meaning. */
public final class Hash extends Id {
    public Hash(byte[] bytes) {
        super(bytes);
    }

    /**
     * Reads the id's text.
     *
     * @throws IllegalArgumentException if it is not the canonical text of an id
     */
    public static Hash of(String text) {
        return new Hash(decode(text));
    }
}
