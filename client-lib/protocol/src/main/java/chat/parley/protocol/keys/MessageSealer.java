package chat.parley.protocol.keys;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Encrypts and decrypts messages (PROTOCOL.md, section "Messages").
 *
 * <p><b>Guarantees.</b> A ciphertext opens only under its own key and for the log, author, number, epoch and index it was
 * made for; the commitment makes it impossible to open one message under two keys. Lengths are padded.
 *
 * <p><b>Restrictions.</b> Each message key is used once: the caller commits the next chain before the message leaves.
 */
public final class MessageSealer {
    private static final byte[] SUITE = {1};

    private final Crypto crypto;

    public MessageSealer(Crypto crypto) {
        this.crypto = crypto;
    }

    /** Whose message it is, and its number among that device's events in the log. */
    public record Origin(LogId log, UserId user, DeviceId device, long seq) {}

    /** Encrypts a text as the next message of a chain in an epoch. */
    public MessageBody seal(Origin origin, EventId epoch, Chain chain, byte[] text) {
        Secret key = chain.messageKey(crypto);
        Secret encryption = crypto.derive(key, Label.MESSAGE_ENCRYPTION);
        byte[] nonce = crypto.random(Crypto.NONCE_BYTES);
        byte[] context = context(origin, epoch, chain.index());
        byte[] ciphertext = crypto.encrypt(encryption, nonce, context, Padding.pad(text));
        Hash commitment = commitment(key, nonce, context);
        key.wipe();
        encryption.wipe();
        return new MessageBody(epoch, chain.index(), nonce, commitment, ciphertext);
    }

    /** Decrypts a message with the chain at its index; empty if it is not what {@link #seal} made there. */
    public Optional<byte[]> open(Origin origin, Chain chain, MessageBody body) {
        if (body.index() != chain.index()) {
            return Optional.empty();
        }
        Secret key = chain.messageKey(crypto);
        Optional<byte[]> text = open(origin, key, body);
        key.wipe();
        return text;
    }

    /** Decrypts a message with its own key, which is the caller's to wipe; empty if it is not what was sealed with it. */
    public Optional<byte[]> open(Origin origin, Secret key, MessageBody body) {
        if (body.nonce().length != Crypto.NONCE_BYTES) {
            return Optional.empty();
        }
        Secret encryption = crypto.derive(key, Label.MESSAGE_ENCRYPTION);
        byte[] context = context(origin, body.epoch(), body.index());
        boolean committed = commitment(key, body.nonce(), context).equals(body.commitment());
        Optional<byte[]> padded =
                committed ? crypto.decrypt(encryption, body.nonce(), context, body.ciphertext()) : Optional.empty();
        encryption.wipe();
        return padded.flatMap(Padding::unpad);
    }

    private Hash commitment(Secret key, byte[] nonce, byte[] context) {
        return new Hash(
                crypto.derive(key, Label.MESSAGE_COMMITMENT, nonce, context).expose());
    }

    private static byte[] context(Origin origin, EventId epoch, long index) {
        return Label.MESSAGE_CONTEXT.frame(
                SUITE,
                origin.log().bytes(),
                origin.user().bytes(),
                origin.device().bytes(),
                number(origin.seq()),
                epoch.bytes(),
                number(index));
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }
}
