package chat.parley.protocol.keys;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.json.JsonFields;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.rules.Rank;
import chat.parley.protocol.rules.RoomState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * Name and topic of an owned room: known to its members only, signed by an admin's device (PROTOCOL.md, section "Owned
 * rooms"). It travels inside ciphertexts: as a message when it changes, and in every epoch's {@link Archive}.
 *
 * @param counter one more than that of the card it replaces
 */
public record Card(Author author, long counter, Title title, Signature signature) {
    /** Longest name of a room, in code points. */
    public static final int MAX_NAME = 64;

    /** Longest topic of a room, in bytes of UTF-8. */
    public static final int MAX_TOPIC = 1024;

    /** Highest counter that can be written. */
    public static final long MAX_COUNTER = (1L << 53) - 1;

    /** Which of two cards is in force: the greater. */
    public static final Comparator<Card> ORDER = Comparator.comparingLong(Card::counter)
            .thenComparing(card -> card.author().device())
            .thenComparing(Card::write);

    /** Who signed it. */
    public record Author(UserId user, DeviceId device) {}

    /**
     * What a room is called and is about.
     *
     * @param name 1 to 64 code points, none a control character or a lone surrogate
     * @param topic at most 1,024 bytes, none of these either
     */
    public record Title(String name, String topic) {
        /**
         * @throws IllegalArgumentException if name or topic are not in their limits
         */
        public Title {
            int length = name.codePointCount(0, name.length());
            if (length < 1 || length > MAX_NAME || !plain(name)) {
                throw new IllegalArgumentException("a room's name has 1 to 64 characters and no control characters");
            }
            if (topic.getBytes(StandardCharsets.UTF_8).length > MAX_TOPIC || !plain(topic)) {
                throw new IllegalArgumentException("a topic has at most 1,024 bytes and no control characters");
            }
        }

        private static boolean plain(String text) {
            return text.codePoints()
                    .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
        }
    }

    /**
     * Signs a card for a room.
     *
     * @throws IllegalArgumentException if the counter is none that can be read again
     */
    public static Card sign(Crypto crypto, SigningKey device, LogId log, UserId user, long counter, Title title) {
        if (counter < 0 || counter > MAX_COUNTER) {
            throw new IllegalArgumentException("a counter is from 0 to 2^53-1");
        }
        Author author = new Author(user, device.device());
        return new Card(author, counter, title, crypto.sign(device, Label.CARD, fields(log, author, counter, title)));
    }

    /** Whether the card is of this room and its author is an admin or the owner in the given state, with this device. */
    public boolean valid(Crypto crypto, LogId log, RoomState state) {
        return state.speaks(author.user(), author.device())
                && state.rank(author.user())
                        .filter(rank -> rank.weight() >= Rank.ADMIN.weight())
                        .isPresent()
                && crypto.verify(author.device(), signature, Label.CARD, fields(log, author, counter, title));
    }

    /**
     * Whether the counter can have been counted up to by the event that brings the card: each card came in an event of its
     * own, and the next one's event follows it. So nobody, by one high number, has the last word for good.
     */
    public boolean counted(Event source) {
        return counter <= source.header().lamport() + 1;
    }

    /** The card's one text. */
    public String write() {
        return new JsonText()
                .open()
                .field("user", author.user())
                .field("device", author.device())
                .field("counter", counter)
                .field("name", title.name())
                .field("topic", title.topic())
                .field("signature", signature)
                .close()
                .toString();
    }

    /**
     * Reads a card.
     *
     * @throws MalformedJsonException if it is not the one text of a card
     */
    public static Card read(String text) throws MalformedJsonException {
        try (JsonFields in = Archive.SOURCE.read(text)) {
            Card card = fields(in.open());
            in.shut().end();
            if (!card.write().equals(text)) {
                throw new MalformedJsonException("the card is not in its one form");
            }
            return card;
        }
    }

    static Card fields(JsonFields in) throws MalformedJsonException {
        Author author = new Author(
                JsonFields.map(in.text("user"), UserId::of), JsonFields.map(in.text("device"), DeviceId::of));
        long counter = in.number("counter");
        String name = in.text("name");
        Title title = JsonFields.map(in.text("topic"), topic -> new Title(name, topic));
        return new Card(author, counter, title, JsonFields.map(in.text("signature"), Signature::of));
    }

    private static byte[][] fields(LogId log, Author author, long counter, Title title) {
        return new byte[][] {
            log.bytes(),
            author.user().bytes(),
            author.device().bytes(),
            ByteBuffer.allocate(Long.BYTES).putLong(counter).array(),
            title.name().getBytes(StandardCharsets.UTF_8),
            title.topic().getBytes(StandardCharsets.UTF_8)
        };
    }
}
