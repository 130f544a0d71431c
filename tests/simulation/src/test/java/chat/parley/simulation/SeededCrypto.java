package chat.parley.simulation;

import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.LazysodiumCrypto;
import chat.parley.protocol.crypto.SealingPair;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.Id;
import chat.parley.protocol.id.SealingKey;
import com.goterl.lazysodium.LazySodium;
import com.goterl.lazysodium.LazySodiumJava;
import com.goterl.lazysodium.SodiumJava;
import com.goterl.lazysodium.utils.LibraryLoader;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * The real cryptography, but with every key, nonce and random byte drawn from dice. A sealed box is built as libsodium
 * documents it, with an ephemeral pair from the dice, so that the real one opens it. What was verified once in a run is
 * not verified again: most of the time would go there.
 */
final class SeededCrypto implements Crypto {
    private static final LazySodium SODIUM = new LazySodiumJava(new SodiumJava(LibraryLoader.Mode.BUNDLED_ONLY));
    private static final Crypto REAL = new LazysodiumCrypto(SODIUM);
    private static final int KEY = 32;
    private static final int MAC = 16;
    private static final int BOX_NONCE = 24;

    private final Dice dice;
    private final Map<ByteBuffer, Boolean> verified;

    /**
     * @param verified what was verified in this run, shared by all its processes
     */
    SeededCrypto(Dice dice, Map<ByteBuffer, Boolean> verified) {
        this.dice = dice;
        this.verified = verified;
    }

    @Override
    public Hash hash(Label label, byte[]... fields) {
        return REAL.hash(label, fields);
    }

    @Override
    public Secret derive(Secret key, Label label, byte[]... fields) {
        return REAL.derive(key, label, fields);
    }

    @Override
    public Signature sign(SigningKey key, Label label, byte[]... fields) {
        return REAL.sign(key, label, fields);
    }

    @Override
    public boolean verify(Id key, Signature signature, Label label, byte[]... fields) {
        byte[] message = label.frame(fields);
        ByteBuffer question = ByteBuffer.allocate(KEY + Signature.BYTES + message.length);
        question.put(key.bytes()).put(signature.bytes()).put(message).flip();
        return verified.computeIfAbsent(question, q -> REAL.verify(key, signature, label, fields));
    }

    @Override
    public Optional<byte[]> seal(SealingKey recipient, byte[] text) {
        if (text.length == 0) {
            // Only asked to learn whether the key is usable.
            return REAL.seal(recipient, text);
        }
        byte[] open = new byte[KEY];
        byte[] secret = new byte[KEY];
        check(SODIUM.cryptoBoxSeedKeypair(open, secret, dice.bytes(KEY)));
        byte[] both =
                ByteBuffer.allocate(2 * KEY).put(open).put(recipient.bytes()).array();
        byte[] nonce = new byte[BOX_NONCE];
        check(SODIUM.cryptoGenericHash(nonce, nonce.length, both, both.length, null, 0));
        byte[] box = new byte[text.length + MAC];
        if (!SODIUM.cryptoBoxEasy(box, text, text.length, nonce, recipient.bytes(), secret)) {
            return Optional.empty();
        }
        return Optional.of(
                ByteBuffer.allocate(KEY + box.length).put(open).put(box).array());
    }

    @Override
    public Optional<byte[]> open(SealingPair pair, byte[] box) {
        return REAL.open(pair, box);
    }

    @Override
    public byte[] encrypt(Secret key, byte[] nonce, byte[] context, byte[] text) {
        return REAL.encrypt(key, nonce, context, text);
    }

    @Override
    public Optional<byte[]> decrypt(Secret key, byte[] nonce, byte[] context, byte[] ciphertext) {
        return REAL.decrypt(key, nonce, context, ciphertext);
    }

    @Override
    public SigningKey newSigningKey() {
        byte[] open = new byte[KEY];
        byte[] secret = new byte[SigningKey.SECRET_BYTES];
        check(SODIUM.cryptoSignSeedKeypair(open, secret, dice.bytes(KEY)));
        return new SigningKey(secret);
    }

    @Override
    public SigningKey signingKey(Secret seed) {
        return REAL.signingKey(seed);
    }

    @Override
    public Secret stretch(byte[] password, byte[] salt, Cost cost) {
        return REAL.stretch(password, salt, cost);
    }

    @Override
    public SealingPair newSealingPair() {
        byte[] open = new byte[KEY];
        byte[] secret = new byte[KEY];
        check(SODIUM.cryptoBoxSeedKeypair(open, secret, dice.bytes(KEY)));
        return new SealingPair(new SealingKey(open), new Secret(secret));
    }

    @Override
    public SealingPair sealingPair(Secret secret) {
        return REAL.sealingPair(secret);
    }

    @Override
    public byte[] random(int length) {
        return dice.bytes(length);
    }

    private static void check(boolean done) {
        if (!done) {
            throw new IllegalStateException("libsodium refused");
        }
    }
}
