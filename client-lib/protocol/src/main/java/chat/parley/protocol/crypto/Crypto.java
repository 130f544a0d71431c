package chat.parley.protocol.crypto;

import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.Id;
import chat.parley.protocol.id.SealingKey;
import java.util.Optional;

/**
 * The primitives of suite 1, each bound to a {@link Label}: the only door to libsodium. Implementations are thread-safe
 * and keep no state.
 *
 * <p><b>Guarantees.</b> Hashes are collision-resistant (BLAKE2b-256); signatures are strongly unforgeable and refuse
 * non-canonical and small-order keys (Ed25519 as libsodium checks it); boxes and ciphertexts are unreadable and cannot be
 * changed unnoticed (X25519, XSalsa20-Poly1305; XChaCha20-Poly1305). Failed checks are answers, never exceptions, and
 * nothing that fails is partly returned.
 *
 * <p><b>Restrictions.</b> A sealed box does not say who made it: sign inside. XChaCha20-Poly1305 does not commit to its
 * key: publish a commitment beside it. One key and nonce encrypt one text only.
 */
public interface Crypto {
    /** Length of a nonce of {@link #encrypt}, in bytes. */
    int NONCE_BYTES = 24;

    /** Length of a salt of {@link #stretch}, in bytes. */
    int SALT_BYTES = 16;

    /** What {@link #encrypt} adds to a text, in bytes. */
    int TAG_BYTES = 16;

    /** BLAKE2b-256 of the labelled fields. */
    Hash hash(Label label, byte[]... fields);

    /** BLAKE2b-256 keyed with {@code key} over the labelled fields. */
    Secret derive(Secret key, Label label, byte[]... fields);

    /** The Ed25519 signature of the labelled fields. */
    Signature sign(SigningKey key, Label label, byte[]... fields);

    /** Whether {@code signature} is {@code key}'s over the labelled fields; false for any malformed key or signature. */
    boolean verify(Id key, Signature signature, Label label, byte[]... fields);

    /**
     * A sealed box for the holder of {@code recipient}, or empty if that is no usable key: all zero, of small order, or not
     * in its one form (a number from 2^255-19 on).
     */
    Optional<byte[]> seal(SealingKey recipient, byte[] text);

    /** The text of a sealed box, or empty if it was not sealed to this pair. */
    Optional<byte[]> open(SealingPair pair, byte[] box);

    /** XChaCha20-Poly1305 with {@code context} as associated data. */
    byte[] encrypt(Secret key, byte[] nonce, byte[] context, byte[] text);

    /** The text, or empty if key, nonce, context or ciphertext are not those of {@link #encrypt}. */
    Optional<byte[]> decrypt(Secret key, byte[] nonce, byte[] context, byte[] ciphertext);

    SigningKey newSigningKey();

    /** The Ed25519 key pair whose seed is {@code seed}: the same for the same seed. */
    SigningKey signingKey(Secret seed);

    /**
     * Argon2id, version 1.3, one lane, over a password: slow and large on purpose (RFC 9106). It takes {@code cost}'s
     * memory while it runs, so it is called neither on a server nor on a thread that must answer.
     *
     * @param salt {@value #SALT_BYTES} bytes
     * @throws IllegalStateException if there is not so much memory
     */
    Secret stretch(byte[] password, byte[] salt, Cost cost);

    SealingPair newSealingPair();

    /** The X25519 pair whose private half is {@code secret}, which is taken over. */
    SealingPair sealingPair(Secret secret);

    /** Unpredictable bytes. */
    byte[] random(int length);

    /** 32 unpredictable bytes as a secret. */
    default Secret newSecret() {
        return new Secret(random(Secret.BYTES));
    }
}
