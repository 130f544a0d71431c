package chat.parley.protocol.content;

import chat.parley.protocol.id.EventId;
import chat.parley.protocol.keys.Card;

/**
 * What a message says once it is decrypted. An event id names another message of the same room; whether that exists, and
 * whether its author may do this to it, is for the reader to see.
 */
public sealed interface Content {
    /** Longest text, in bytes of UTF-8. */
    int MAX_TEXT_BYTES = 32 * 1024;

    /** Longest reaction, in code points: an emoji may be made of many. */
    int MAX_REACTION = 16;

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

    /** A kind that this version does not know: to be shown as such. */
    record Unknown(String kind) implements Content {}
}
