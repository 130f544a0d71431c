package chat.parley.protocol.crypto;

import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.Id;
import chat.parley.protocol.id.SealingKey;
import com.goterl.lazysodium.LazySodium;
import com.goterl.lazysodium.interfaces.PwHash;
import com.sun.jna.NativeLong;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@link Crypto} by libsodium through Lazysodium. It is given a {@link LazySodium} because desktop and Android load
 * theirs differently, and calls only what both have.
 */
public final class LazysodiumCrypto implements Crypto {
    private static final int SEAL_BYTES = 48;

    private final LazySodium sodium;

    public LazysodiumCrypto(LazySodium sodium) {
        this.sodium = sodium;
    }

    @Override
    public Hash hash(Label label, byte[]... fields) {
        byte[] in = label.frame(fields);
        byte[] out = new byte[Id.BYTES];
        check(sodium.cryptoGenericHash(out, out.length, in, in.length, null, 0), "hash");
        return new Hash(out);
    }

    @Override
    public Secret derive(Secret key, Label label, byte[]... fields) {
        byte[] in = label.frame(fields);
        byte[] out = new byte[Secret.BYTES];
        check(sodium.cryptoGenericHash(out, out.length, in, in.length, key.expose(), Secret.BYTES), "derive");
        return new Secret(out);
    }

    @Override
    public Signature sign(SigningKey key, Label label, byte[]... fields) {
        byte[] in = label.frame(fields);
        byte[] out = new byte[Signature.BYTES];
        check(sodium.cryptoSignDetached(out, in, in.length, key.expose()), "sign");
        return new Signature(out);
    }

    @Override
    public boolean verify(Id key, Signature signature, Label label, byte[]... fields) {
        byte[] in = label.frame(fields);
        return sodium.cryptoSignVerifyDetached(signature.bytes(), in, in.length, key.bytes());
    }

    @Override
    public Optional<byte[]> seal(SealingKey recipient, byte[] text) {
        if (!canonical(recipient.bytes())) {
            return Optional.empty();
        }
        byte[] box = new byte[text.length + SEAL_BYTES];
        return sodium.cryptoBoxSeal(box, text, text.length, recipient.bytes()) ? Optional.of(box) : Optional.empty();
    }

    @Override
    public Optional<byte[]> open(SealingPair pair, byte[] box) {
        if (box.length < SEAL_BYTES) {
            return Optional.empty();
        }
        byte[] text = new byte[box.length - SEAL_BYTES];
        boolean opened = sodium.cryptoBoxSealOpen(
                text, box, box.length, pair.key().bytes(), pair.secret().expose());
        return opened ? Optional.of(text) : Optional.empty();
    }

    @Override
    public byte[] encrypt(Secret key, byte[] nonce, byte[] context, byte[] text) {
        if (nonce.length != NONCE_BYTES) {
            throw new IllegalArgumentException("a nonce has " + NONCE_BYTES + " bytes");
        }
        byte[] out = new byte[text.length + TAG_BYTES];
        check(
                sodium.cryptoAeadXChaCha20Poly1305IetfEncrypt(
                        out, null, text, text.length, context, context.length, null, nonce, key.expose()),
                "encrypt");
        return out;
    }

    @Override
    public Optional<byte[]> decrypt(Secret key, byte[] nonce, byte[] context, byte[] ciphertext) {
        if (ciphertext.length < TAG_BYTES || nonce.length != NONCE_BYTES) {
            return Optional.empty();
        }
        byte[] text = new byte[ciphertext.length - TAG_BYTES];
        boolean right = sodium.cryptoAeadXChaCha20Poly1305IetfDecrypt(
                text, null, null, ciphertext, ciphertext.length, context, context.length, nonce, key.expose());
        return right ? Optional.of(text) : Optional.empty();
    }

    @Override
    public SigningKey newSigningKey() {
        byte[] publicKey = new byte[Id.BYTES];
        byte[] secretKey = new byte[SigningKey.SECRET_BYTES];
        check(sodium.cryptoSignKeypair(publicKey, secretKey), "make a signing key");
        return new SigningKey(secretKey);
    }

    @Override
    public SigningKey signingKey(Secret seed) {
        byte[] publicKey = new byte[Id.BYTES];
        byte[] secretKey = new byte[SigningKey.SECRET_BYTES];
        check(sodium.cryptoSignSeedKeypair(publicKey, secretKey, seed.expose()), "make a signing key of a seed");
        return new SigningKey(secretKey);
    }

    @Override
    public Secret stretch(byte[] password, byte[] salt, Cost cost) {
        if (salt.length != SALT_BYTES) {
            throw new IllegalArgumentException("a salt has " + SALT_BYTES + " bytes");
        }
        byte[] out = new byte[Secret.BYTES];
        boolean done = sodium.cryptoPwHash(
                out,
                out.length,
                password,
                password.length,
                salt,
                cost.operations(),
                new NativeLong(cost.memory()),
                PwHash.Alg.PWHASH_ALG_ARGON2ID13);
        check(done, "stretch a password with " + cost.memory() / (1024 * 1024) + " MiB of memory");
        return new Secret(out);
    }

    @Override
    public SealingPair newSealingPair() {
        byte[] publicKey = new byte[Id.BYTES];
        byte[] secretKey = new byte[Secret.BYTES];
        check(sodium.cryptoBoxKeypair(publicKey, secretKey), "make a sealing key");
        SealingPair pair = new SealingPair(new SealingKey(publicKey), new Secret(Arrays.copyOf(secretKey, 32)));
        Arrays.fill(secretKey, (byte) 0);
        return pair;
    }

    @Override
    public SealingPair sealingPair(Secret secret) {
        byte[] publicKey = new byte[Id.BYTES];
        check(sodium.cryptoScalarMultBase(publicKey, secret.expose()), "make a sealing key of a secret");
        return new SealingPair(new SealingKey(publicKey), secret);
    }

    @Override
    public byte[] random(int length) {
        return sodium.randomBytesBuf(length);
    }

    /** Whether a little-endian number is below 2^255-19: libsodium would take the larger ones as other keys' twins. */
    private static boolean canonical(byte[] key) {
        if (key[31] != 0x7f) {
            return key[31] >= 0;
        }
        for (int i = 30; i > 0; i--) {
            if (key[i] != (byte) 0xff) {
                return true;
            }
        }
        return (key[0] & 0xff) < 0xed;
    }

    private static void check(boolean done, String what) {
        if (!done) {
            throw new IllegalStateException("libsodium could not " + what);
        }
    }
}
