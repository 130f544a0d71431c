package chat.parley.protocol.id;

/** The hash of a file's ciphertext. */
public final class BlobId extends Id {
    public BlobId(byte[] bytes) {
        super(bytes);
    }

    /**
     * Reads the id's text.
     *
     * @throws IllegalArgumentException if it is not the canonical text of an id
     */
    public static BlobId of(String text) {
        return new BlobId(decode(text));
    }
}
