package chat.parley.protocol.content;

import chat.parley.protocol.blob.BlobRef;
import chat.parley.protocol.blob.Preview;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.keys.Card;
import java.util.Optional;

/**
 * What a message says once it is decrypted. An event id names another message of the same room; whether that exists, and
 * whether its author may do this to it, is for the reader to see.
 */
public sealed interface Content {
    /** Longest text, in bytes of UTF-8. */
    int MAX_TEXT_BYTES = 32 * 1024;

    /** Longest reaction, in code points: an emoji may be made of many. */
    int MAX_REACTION = 16;

    /** Longest caption of a file, in bytes of UTF-8: with a preview it must still fit a message. */
    int MAX_CAPTION_BYTES = 4 * 1024;

    /** A text. */
    record Text(String text) implements Content {}

    /** A text in answer to a message. */
    record Reply(EventId to, String text) implements Content {}

    /** A new text for a message of the same user; the last one in the log's order stands. */
    record Edit(EventId of, String text) implements Content {}

    /** A message of the same user, or of somebody whom the author outranks, is no longer to be shown. */
    record Delete(EventId of) implements Content {}

    /**
     * A reaction to a message; of one user, message and reaction the last in the log's order stands.
     *
     * @param on false takes it back
     */
    record Reaction(EventId to, String reaction, boolean on) implements Content {}

    /** The author has got, or has read, the message {@code upTo} and all before it. */
    record Receipt(State state, EventId upTo) implements Content {
        /** How far a message has come. */
        public enum State {
            DELIVERED,
            READ
        }
    }

    /**
     * The room's name and topic. Whether it counts depends on who signed it and where: see {@link
     * chat.parley.protocol.keys.Card#valid}.
     */
    record Title(Card card) implements Content {}

    /**
     * A file that lies at the servers, sealed. The header of the message's event lists its id; a message whose header does
     * not is to be shown as unreadable. Nothing is fetched or saved before the receiver wants it.
     *
     * @param name a label for people, never a path: see {@link chat.parley.protocol.blob.FileLabel}
     * @param type what its author says it is, such as {@code image/png}: not to be believed
     * @param preview a picture that {@link Preview#fits}; another one that came is left out
     * @param caption may be empty
     */
    record File(BlobRef blob, String name, String type, Optional<byte[]> preview, String caption) implements Content {
        /** The type of what has none. */
        public static final String UNTYPED = "application/octet-stream";
    }

    /** A kind that this version does not know: to be shown as such. */
    record Unknown(String kind) implements Content {}
}
