package chat.parley.protocol.crypto;

import chat.parley.protocol.id.DeviceId;
import java.util.Arrays;

/** An Ed25519 key pair. The secret half is libsodium's 64 bytes: seed and public key. It never prints its secret. */
public final class SigningKey {
    /** Length of the secret half, in bytes. */
    public static final int SECRET_BYTES = 64;

    private final byte[] secret;

    /** Takes the bytes over: the caller must not keep them. */
    public SigningKey(byte[] secret) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("a signing key has " + SECRET_BYTES + " bytes");
        }
        this.secret = secret;
    }

    /** The public half. */
    public byte[] publicKey() {
        return Arrays.copyOfRange(secret, 32, 64);
    }

    /** The public half as the id of a device or of an identity's root. */
    public DeviceId device() {
        return new DeviceId(publicKey());
    }

    /** The secret half itself, not a copy: for a crypto adapter and for a key store. */
    public byte[] expose() {
        return secret;
    }

    @Override
    public String toString() {
        return "SigningKey(…)";
    }
}
