package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What becomes of a message by all that acts on it: a pure function of these, so that all clients show the same whatever
 * came first (PROTOCOL.md, section "Messages").
 */
final class Revision {
    private Revision() {}

    /** Whose power over other people's messages is asked for. */
    @FunctionalInterface
    interface Powers {
        /** Whether a user, where they wrote this event, outranked another. */
        boolean outranks(UserId user, EventId event, UserId other);
    }

    /** Whether something may act on a message of this sender at all. */
    static boolean counts(Amendment amendment, Person sender, Powers powers) {
        UserId by = amendment.by().user();
        UserId author = sender.user();
        if (amendment.content() instanceof Content.Edit) {
            return by.equals(author);
        }
        return !(amendment.content() instanceof Content.Delete)
                || by.equals(author)
                || powers.outranks(by, amendment.id(), author);
    }

    /**
     * The message after all that acts on it and counts.
     *
     * @param first the message as it was sent
     * @param amendments in the log's order
     */
    static ClientEvent.Message of(ClientEvent.Message first, List<Amendment> amendments) {
        String text = first.text();
        SortedMap<String, List<UserId>> reactions = new TreeMap<>();
        for (Amendment each : amendments) {
            if (each.hidden()) {
                continue;
            }
            if (each.content() instanceof Content.Delete) {
                return tombstone(first);
            }
            if (each.content() instanceof Content.Edit) {
                text = ((Content.Edit) each.content()).text();
            } else if (each.content() instanceof Content.Reaction) {
                react(reactions, (Content.Reaction) each.content(), each.by().user());
            }
        }
        Optional<EventId> replyTo = first.marks().replyTo();
        return with(
                first,
                text,
                new ClientEvent.Marks(
                        replyTo,
                        !text.equals(first.text()),
                        false,
                        reactions,
                        first.marks().file()));
    }

    private static void react(SortedMap<String, List<UserId>> reactions, Content.Reaction reaction, UserId by) {
        List<UserId> users = reactions.computeIfAbsent(reaction.reaction(), each -> new ArrayList<>());
        users.remove(by);
        if (reaction.on()) {
            users.add(by);
        }
        if (users.isEmpty()) {
            reactions.remove(reaction.reaction());
        }
    }

    private static ClientEvent.Message tombstone(ClientEvent.Message of) {
        Map<String, List<UserId>> none = ClientEvent.Marks.NONE.reactions();
        return with(of, "", new ClientEvent.Marks(of.marks().replyTo(), false, true, new TreeMap<>(none)));
    }

    private static ClientEvent.Message with(ClientEvent.Message of, String text, ClientEvent.Marks marks) {
        return new ClientEvent.Message(of.room(), of.id(), of.sender(), of.time(), text, marks, false);
    }
}
