package chat.parley.protocol.account;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DeviceId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a server says of names that nobody has: always the same, and no different in form from what it says of others, so
 * that asking does not tell who has an account. All servers of a domain have the same secret for it.
 */
public final class Decoy {
    private final Crypto crypto;
    private final Secret secret;

    public Decoy(Crypto crypto, Secret secret) {
        this.crypto = crypto;
        this.secret = secret;
    }

    public byte[] salt(AccountName name) {
        return Arrays.copyOf(
                crypto.derive(secret, Label.ACCOUNT_DECOY, utf8(name)).expose(), Crypto.SALT_BYTES);
    }

    /** A key whose private half nobody has kept: checking a proof against it takes as long as against another. */
    public DeviceId login(AccountName name) {
        return crypto.signingKey(crypto.derive(secret, Label.ACCOUNT_DECOY_KEY, utf8(name)))
                .device();
    }

    private static byte[] utf8(AccountName name) {
        return name.value().getBytes(StandardCharsets.UTF_8);
    }
}
