package chat.parley.protocol.keys;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.frame.Notice;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * Encrypts, signs, checks and opens notices: that somebody types, or no longer (PROTOCOL.md, section "Notices").
 *
 * <p><b>Guarantees.</b> Only an epoch's audience can read a notice, and only the device that it names can have made it: not
 * a server, and not another of the audience, which has the same key. All notices have the same length.
 *
 * <p><b>Restrictions.</b> A notice can be repeated by whoever has seen it: the reader keeps the number of the last one of
 * each device and takes only higher ones. The key is not wiped after use but goes with the epoch's join.
 */
public final class NoticeSealer {
    /** In larger rooms nobody sends notices, passes them on or shows them: each would go to everybody. */
    public static final int MAX_MEMBERS = 64;

    private static final byte[] SUITE = {1};
    private static final byte STOPPED = 0;
    private static final byte TYPING = 1;
    private static final int WORD_BYTES = Long.BYTES + 1;

    /** What all ciphertexts are long, in bytes. */
    private static final int CIPHERTEXT_BYTES = Padding.MIN_STEP + Crypto.TAG_BYTES;

    private final Crypto crypto;

    public NoticeSealer(Crypto crypto) {
        this.crypto = crypto;
    }

    /** Whose notice it is, in which room, and under which epoch. */
    public record Origin(LogId log, UserId user, DeviceId device, EventId epoch) {
        /**
         * What a notice says of itself.
         *
         * @throws IllegalArgumentException if an id is malformed
         */
        public static Origin of(Notice notice) {
            return new Origin(
                    LogId.of(notice.log()),
                    UserId.of(notice.user()),
                    DeviceId.of(notice.device()),
                    EventId.of(notice.epoch()));
        }
    }

    /**
     * What a notice says.
     *
     * @param number the time by the device's clock, in milliseconds since 1970, or one more than the device's last number
     *     in this room, or the time of its last message there, if that is higher
     * @param typing whether the person types, or does not any more
     */
    public record Word(long number, boolean typing) {}

    /** What a notice is made of, as bytes. */
    private record Parts(Origin origin, byte[] nonce, byte[] ciphertext, Signature signature) {}

    /**
     * Encrypts and signs a notice.
     *
     * @param join the epoch's, see {@link EpochSealer#join}
     */
    public Notice seal(Origin origin, Word word, Secret join, SigningKey key) {
        byte[] text = ByteBuffer.allocate(WORD_BYTES)
                .putLong(word.number())
                .put(word.typing() ? TYPING : STOPPED)
                .array();
        byte[] nonce = crypto.random(Crypto.NONCE_BYTES);
        Secret encryption = key(origin, join);
        byte[] ciphertext = crypto.encrypt(encryption, nonce, context(origin), Padding.pad(text));
        encryption.wipe();
        Signature signature = crypto.sign(key, Label.NOTICE, fields(origin, nonce, ciphertext));
        return new Notice(
                origin.log().toString(),
                origin.user().toString(),
                origin.device().toString(),
                origin.epoch().toString(),
                text(nonce),
                text(ciphertext),
                signature.toString());
    }

    /** Whether a notice is in its one form and of the device that it names: all that a server can check of it alone. */
    public boolean signed(Notice notice) {
        return read(notice).filter(this::signed).isPresent();
    }

    /** What a notice says; empty if it is not what {@link #seal} made, or of a newer kind. */
    public Optional<Word> open(Notice notice, Secret join) {
        Optional<Parts> read = read(notice);
        if (!read.isPresent()) {
            return Optional.empty();
        }
        Parts parts = read.get();
        Secret encryption = key(parts.origin(), join);
        Optional<byte[]> padded =
                crypto.decrypt(encryption, parts.nonce(), context(parts.origin()), parts.ciphertext());
        encryption.wipe();
        return padded.flatMap(Padding::unpad).flatMap(NoticeSealer::word).filter(word -> signed(parts));
    }

    private boolean signed(Parts parts) {
        return crypto.verify(
                parts.origin().device(),
                parts.signature(),
                Label.NOTICE,
                fields(parts.origin(), parts.nonce(), parts.ciphertext()));
    }

    private Secret key(Origin origin, Secret join) {
        return crypto.derive(
                join,
                Label.NOTICE_KEY,
                origin.log().bytes(),
                origin.epoch().bytes(),
                origin.device().bytes());
    }

    private static Optional<Word> word(byte[] text) {
        if (text.length != WORD_BYTES) {
            return Optional.empty();
        }
        long number = ByteBuffer.wrap(text).getLong();
        byte kind = text[Long.BYTES];
        boolean known = number >= 0 && (kind == TYPING || kind == STOPPED);
        return known ? Optional.of(new Word(number, kind == TYPING)) : Optional.<Word>empty();
    }

    private static byte[] context(Origin origin) {
        return Label.NOTICE_CONTEXT.frame(
                SUITE,
                origin.log().bytes(),
                origin.user().bytes(),
                origin.device().bytes(),
                origin.epoch().bytes());
    }

    private static byte[][] fields(Origin origin, byte[] nonce, byte[] ciphertext) {
        return new byte[][] {
            SUITE,
            origin.log().bytes(),
            origin.user().bytes(),
            origin.device().bytes(),
            origin.epoch().bytes(),
            nonce,
            ciphertext
        };
    }

    private static Optional<Parts> read(Notice notice) {
        try {
            return Optional.of(new Parts(
                    Origin.of(notice),
                    bytes(notice.nonce(), Crypto.NONCE_BYTES),
                    bytes(notice.text(), CIPHERTEXT_BYTES),
                    Signature.of(notice.signature())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(String text, int length) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (bytes.length != length || !text(bytes).equals(text)) {
            throw new IllegalArgumentException("not the canonical text of " + length + " bytes");
        }
        return bytes;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
