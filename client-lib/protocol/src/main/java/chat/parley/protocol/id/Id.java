package chat.parley.protocol.id;

import java.util.Arrays;
import java.util.Base64;

/**
 * A 32-byte name: a hash or a public key. Its text is base64url without padding, 43 characters, and there is exactly one
 * text for one value. Subtypes keep the kinds apart; two ids are equal only when their kind and bytes are.
 */
public abstract sealed class Id implements Comparable<Id>
        permits EventId, LogId, UserId, DeviceId, SealingKey, LinkKey, ServerId, DomainId, BlobId, Hash {
    /** Length of every id, in bytes. */
    public static final int BYTES = 32;

    /** Length of the text of every id, in characters. */
    public static final int TEXT_LENGTH = 43;

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final byte[] bytes;
    private final String text;

    Id(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an id has " + BYTES + " bytes, not " + bytes.length);
        }
        this.bytes = bytes.clone();
        this.text = ENCODER.encodeToString(this.bytes);
    }

    /**
     * Reads the text of an id.
     *
     * @throws IllegalArgumentException if it is not exactly what {@link #toString()} of some id returns
     */
    static byte[] decode(String text) {
        if (text.length() != TEXT_LENGTH) {
            throw new IllegalArgumentException("an id has " + TEXT_LENGTH + " characters, not " + text.length());
        }
        byte[] bytes = DECODER.decode(text);
        if (!ENCODER.encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("not the canonical text of an id");
        }
        return bytes;
    }

    /** A copy of the 32 bytes. */
    public final byte[] bytes() {
        return bytes.clone();
    }

    /** The first characters of the text: for people and log lines, never for comparison. */
    public final String brief() {
        return text.substring(0, 8);
    }

    @Override
    public final String toString() {
        return text;
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass() && Arrays.equals(bytes, ((Id) other).bytes);
    }

    @Override
    public final int hashCode() {
        // Ids are uniform: any four bytes will do.
        return bytes[0] << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
    }

    /** Orders by the unsigned bytes. */
    @Override
    public final int compareTo(Id other) {
        for (int i = 0; i < BYTES; i++) {
            int difference = (bytes[i] & 0xff) - (other.bytes[i] & 0xff);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }
}
