package chat.parley.client.core;

import chat.parley.client.Person;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.log.Position;

/**
 * Something said that acts on a message: an edit, a deletion, a reaction, a receipt.
 *
 * @param hidden it does not count: its author was out of the room when it was written
 */
record Amendment(Position position, Person by, Content content, boolean hidden) {
    /** Whether content is of this kind. */
    static boolean is(Content content) {
        return content instanceof Content.Edit
                || content instanceof Content.Delete
                || content instanceof Content.Reaction
                || content instanceof Content.Receipt;
    }

    EventId id() {
        return position.id();
    }

    /** The message that it acts on. */
    EventId target() {
        if (content instanceof Content.Edit) {
            return ((Content.Edit) content).of();
        }
        if (content instanceof Content.Delete) {
            return ((Content.Delete) content).of();
        }
        return content instanceof Content.Reaction
                ? ((Content.Reaction) content).to()
                : ((Content.Receipt) content).upTo();
    }

    Amendment hidden(boolean now) {
        return new Amendment(position, by, content, now);
    }
}
