package chat.parley.simulation;

import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.SealingPair;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.Id;
import chat.parley.protocol.id.SealingKey;
import java.util.Optional;

/** Cryptography that takes every signature for genuine. */
final class GullibleCrypto implements Crypto {
    private final Crypto crypto;

    GullibleCrypto(Crypto crypto) {
        this.crypto = crypto;
    }

    @Override
    public boolean verify(Id key, Signature signature, Label label, byte[]... fields) {
        return true;
    }

    @Override
    public Hash hash(Label label, byte[]... fields) {
        return crypto.hash(label, fields);
    }

    @Override
    public Secret derive(Secret key, Label label, byte[]... fields) {
        return crypto.derive(key, label, fields);
    }

    @Override
    public Signature sign(SigningKey key, Label label, byte[]... fields) {
        return crypto.sign(key, label, fields);
    }

    @Override
    public Optional<byte[]> seal(SealingKey recipient, byte[] text) {
        return crypto.seal(recipient, text);
    }

    @Override
    public Optional<byte[]> open(SealingPair pair, byte[] box) {
        return crypto.open(pair, box);
    }

    @Override
    public byte[] encrypt(Secret key, byte[] nonce, byte[] context, byte[] text) {
        return crypto.encrypt(key, nonce, context, text);
    }

    @Override
    public Optional<byte[]> decrypt(Secret key, byte[] nonce, byte[] context, byte[] ciphertext) {
        return crypto.decrypt(key, nonce, context, ciphertext);
    }

    @Override
    public SigningKey newSigningKey() {
        return crypto.newSigningKey();
    }

    @Override
    public SigningKey signingKey(Secret seed) {
        return crypto.signingKey(seed);
    }

    @Override
    public Secret stretch(byte[] password, byte[] salt, Cost cost) {
        return crypto.stretch(password, salt, cost);
    }

    @Override
    public SealingPair newSealingPair() {
        return crypto.newSealingPair();
    }

    @Override
    public SealingPair sealingPair(Secret secret) {
        return crypto.sealingPair(secret);
    }

    @Override
    public byte[] random(int length) {
        return crypto.random(length);
    }
}
