package chat.parley.protocol.id;

/** The Ed25519 public key of an invitation by link: whoever holds the private half, which is in the link, may redeem it. */
public final class LinkKey extends Id {
    public LinkKey(byte[] bytes) {
        super(bytes);
    }

    /**
     * Reads the id's text.
     *
     * @throws IllegalArgumentException if it is not the canonical text of an id
     */
    public static LinkKey of(String text) {
        return new LinkKey(decode(text));
    }
}
