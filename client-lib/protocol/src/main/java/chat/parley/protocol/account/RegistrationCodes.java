package chat.parley.protocol.account;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.id.Hash;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Codes with which a domain's operator lets people register: expiry, randomness, and a code of authentication under the
 * domain's accounts secret, in eight groups of four characters.
 *
 * <p><b>Guarantees.</b> Nobody without the secret makes one that is taken (80 bits). <b>Restrictions.</b> Each is good for
 * one account; in servers that are apart, for one on each side.
 */
public final class RegistrationCodes {
    private static final int BYTES = 20;
    private static final int RANDOM_BYTES = 6;
    private static final int MAC_AT = 10;
    private static final int CHARACTERS = 32;
    private static final long MINUTE_MILLIS = 60_000;

    private final Crypto crypto;
    private final Secret secret;

    /**
     * @param secret the domain's, of {@link #secret}
     */
    public RegistrationCodes(Crypto crypto, Secret secret) {
        this.crypto = crypto;
        this.secret = secret;
    }

    /** The secret that a domain's servers share, of the seed of the domain's key. */
    public static Secret secret(Crypto crypto, byte[] domainSeed) {
        return crypto.derive(new Secret(domainSeed), Label.ACCOUNTS_SECRET);
    }

    /**
     * A new code.
     *
     * @param until when it ends, milliseconds since 1970
     */
    public String issue(long until) {
        byte[] open = ByteBuffer.allocate(MAC_AT)
                .putInt((int) (until / MINUTE_MILLIS))
                .put(crypto.random(RANDOM_BYTES))
                .array();
        byte[] code = Arrays.copyOf(open, BYTES);
        System.arraycopy(mac(open), 0, code, MAC_AT, BYTES - MAC_AT);
        return Base32.groups(Base32.split(code, CHARACTERS));
    }

    /**
     * Checks a code.
     *
     * @param now milliseconds since 1970
     * @return what to remember of it, so that it is not taken again
     * @throws BadAccountException if it is none of this domain's, or it has ended
     */
    public Hash check(String typed, long now) throws BadAccountException {
        byte[] code = Base32.join(Base32.values(typed, CHARACTERS), BYTES);
        byte[] open = Arrays.copyOf(code, MAC_AT);
        if (!MessageDigest.isEqual(mac(open), Arrays.copyOfRange(code, MAC_AT, BYTES))) {
            throw new BadAccountException("this is no invitation code of this domain");
        }
        if (Integer.toUnsignedLong(ByteBuffer.wrap(code).getInt()) * MINUTE_MILLIS < now) {
            throw new BadAccountException("this invitation code has ended: ask for another");
        }
        return crypto.hash(Label.REGISTRATION_USED, code);
    }

    private byte[] mac(byte[] open) {
        return Arrays.copyOf(
                crypto.derive(secret, Label.REGISTRATION_CODE, open).expose(), BYTES - MAC_AT);
    }
}
