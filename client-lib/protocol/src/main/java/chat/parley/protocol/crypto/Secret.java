package chat.parley.protocol.crypto;

import java.util.Arrays;

/**
 * 32 secret bytes: an epoch's secret, a chain, a message key. It never prints itself, and is wiped when it has served.
 */
public final class Secret {
    /** Length in bytes. */
    public static final int BYTES = 32;

    private final byte[] bytes;
    private boolean wiped;

    /** Takes the bytes over: the caller must not keep them. */
    public Secret(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a secret has " + BYTES + " bytes");
        }
        this.bytes = bytes;
    }

    /**
     * The bytes themselves, not a copy: for a crypto adapter and for a key store.
     *
     * @throws IllegalStateException after {@link #wipe()}
     */
    public byte[] expose() {
        if (wiped) {
            throw new IllegalStateException("this secret was wiped");
        }
        return bytes;
    }

    /** Overwrites the bytes. */
    public void wipe() {
        Arrays.fill(bytes, (byte) 0);
        wiped = true;
    }

    @Override
    public String toString() {
        return "Secret(…)";
    }
}
