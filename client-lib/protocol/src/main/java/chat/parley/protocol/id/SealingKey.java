package chat.parley.protocol.id;

/** The X25519 public key to which secrets for a device are sealed. */
public final class SealingKey extends Id {
    public SealingKey(byte[] bytes) {
        super(bytes);
    }

    /**
     * Reads the id's text.
     *
     * @throws IllegalArgumentException if it is not the canonical text of an id
     */
    public static SealingKey of(String text) {
        return new SealingKey(decode(text));
    }
}
