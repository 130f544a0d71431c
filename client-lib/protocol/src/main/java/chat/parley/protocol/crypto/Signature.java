package chat.parley.protocol.crypto;

import java.util.Arrays;
import java.util.Base64;

/** An Ed25519 signature: 64 bytes, as text 86 characters of base64url without padding. */
public final class Signature {
    /** Length in bytes. */
    public static final int BYTES = 64;

    private final byte[] bytes;

    public Signature(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a signature has " + BYTES + " bytes, not " + bytes.length);
        }
        this.bytes = bytes.clone();
    }

    /**
     * Reads the text of a signature.
     *
     * @throws IllegalArgumentException if it is not the canonical text of 64 bytes
     */
    public static Signature of(String text) {
        Signature signature = new Signature(Base64.getUrlDecoder().decode(text));
        if (!signature.toString().equals(text)) {
            throw new IllegalArgumentException("not the canonical text of a signature");
        }
        return signature;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature && Arrays.equals(bytes, ((Signature) other).bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
