package chat.parley.protocol.account;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Closes and opens vaults (PROTOCOL.md, section "Accounts").
 *
 * <p><b>Guarantees.</b> A vault opens only with keys it was closed for, for the account it was made for. Each part commits to
 * its key, so that one guess of a password never tests more than that password. <b>Restrictions.</b> See
 * {@link AccountKeys}: a weak password is a weak vault.
 */
public final class VaultSealer {
    private static final byte[] SUITE = {1};
    private static final String PASSWORD = "password";
    private static final String RECOVERY = "recovery";
    private static final String CONTENT = "vault";

    private final Crypto crypto;

    public VaultSealer(Crypto crypto) {
        this.crypto = crypto;
    }

    /** Whose vault it is. */
    public record Place(DomainId domain, AccountName name, UserId user) {}

    /** A vault that was opened: what is in it, and the key that opens it, to be closed for another password or code. */
    public record Opened(SigningKey root, Secret key) {
        /** Forgets both. */
        public void wipe() {
            key.wipe();
            Arrays.fill(root.expose(), (byte) 0);
        }
    }

    /** Closes a vault over the root key. */
    public Vault seal(Place place, SigningKey root, AccountKeys password, AccountKeys recovery) {
        Secret key = crypto.newSecret();
        Vault vault = new Vault(
                box(place, PASSWORD, password.wrap(), key.expose()),
                box(place, RECOVERY, recovery.wrap(), key.expose()),
                box(place, CONTENT, key, root.expose()));
        key.wipe();
        return vault;
    }

    /** The same vault for another password; the recovery code stays good. */
    public Vault forPassword(Place place, Vault vault, Opened opened, AccountKeys password) {
        return new Vault(
                box(place, PASSWORD, password.wrap(), opened.key().expose()), vault.forRecovery(), vault.content());
    }

    /** The same vault for another recovery code; the password stays good. */
    public Vault forRecovery(Place place, Vault vault, Opened opened, AccountKeys recovery) {
        return new Vault(
                vault.forPassword(),
                box(place, RECOVERY, recovery.wrap(), opened.key().expose()),
                vault.content());
    }

    /** Empty if the password is another one. */
    public Optional<Opened> openWithPassword(Place place, Vault vault, AccountKeys password) {
        return open(place, vault, unbox(place, PASSWORD, password.wrap(), vault.forPassword()));
    }

    /** Empty if the code is another one. */
    public Optional<Opened> openWithRecovery(Place place, Vault vault, AccountKeys recovery) {
        return open(place, vault, unbox(place, RECOVERY, recovery.wrap(), vault.forRecovery()));
    }

    private Optional<Opened> open(Place place, Vault vault, Optional<byte[]> unwrapped) {
        return unwrapped
                .filter(key -> key.length == Secret.BYTES)
                .map(Secret::new)
                .flatMap(key -> unbox(place, CONTENT, key, vault.content())
                        .filter(root -> root.length == SigningKey.SECRET_BYTES)
                        .map(root -> new Opened(new SigningKey(root), key)));
    }

    private byte[] box(Place place, String use, Secret key, byte[] text) {
        byte[] context = context(place, use);
        byte[] nonce = crypto.random(Crypto.NONCE_BYTES);
        Secret encryption = crypto.derive(key, Label.ACCOUNT_BOX);
        byte[] ciphertext = crypto.encrypt(encryption, nonce, context, text);
        encryption.wipe();
        return ByteBuffer.allocate(nonce.length + Secret.BYTES + ciphertext.length)
                .put(nonce)
                .put(commitment(key, nonce, context))
                .put(ciphertext)
                .array();
    }

    private Optional<byte[]> unbox(Place place, String use, Secret key, byte[] box) {
        int head = Crypto.NONCE_BYTES + Secret.BYTES;
        if (box.length < head + Crypto.TAG_BYTES) {
            return Optional.empty();
        }
        byte[] context = context(place, use);
        byte[] nonce = Arrays.copyOf(box, Crypto.NONCE_BYTES);
        byte[] commitment = Arrays.copyOfRange(box, Crypto.NONCE_BYTES, head);
        if (!MessageDigest.isEqual(commitment, commitment(key, nonce, context))) {
            return Optional.empty();
        }
        Secret encryption = crypto.derive(key, Label.ACCOUNT_BOX);
        Optional<byte[]> text = crypto.decrypt(encryption, nonce, context, Arrays.copyOfRange(box, head, box.length));
        encryption.wipe();
        return text;
    }

    private byte[] commitment(Secret key, byte[] nonce, byte[] context) {
        return crypto.derive(key, Label.ACCOUNT_COMMITMENT, nonce, context).expose();
    }

    private static byte[] context(Place place, String use) {
        return Label.ACCOUNT_CONTEXT.frame(
                SUITE,
                place.domain().bytes(),
                utf8(place.name().value()),
                place.user().bytes(),
                utf8(use));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
