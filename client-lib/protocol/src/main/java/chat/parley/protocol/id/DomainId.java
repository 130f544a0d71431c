package chat.parley.protocol.id;

/** The Ed25519 public key of a domain: it signs the certificates of the domain's servers. */
public final class DomainId extends Id {
    public DomainId(byte[] bytes) {
        super(bytes);
    }

    /**
     * Reads the id's text.
     *
     * @throws IllegalArgumentException if it is not the canonical text of an id
     */
    public static DomainId of(String text) {
        return new DomainId(decode(text));
    }
}
