package chat.parley.protocol.id;

/** The Ed25519 public key of a server. */
public final class ServerId extends Id {
    public ServerId(byte[] bytes) {
        super(bytes);
    }

    /**
     * Reads the id's text.
     *
     * @throws IllegalArgumentException if it is not the canonical text of an id
     */
    public static ServerId of(String text) {
        return new ServerId(decode(text));
    }
}
