package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomException;
import chat.parley.client.RoomRef;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.rules.Hierarchy;
import chat.parley.protocol.rules.Rank;
import java.util.List;
import java.util.Optional;

/** What the person says in a room, from its line to the log, and whether they may. */
final class Speech {
    private final RoomRef room;
    private final LogId log;
    private final Desk desk;
    private final Writer writer;
    private final Messages messages;
    private final Peer peer;
    private final Unsaid unsaid;

    Speech(RoomRef room, LogId log, Desk desk, Writer writer, Messages messages, Peer peer) {
        this.room = room;
        this.log = log;
        this.desk = desk;
        this.writer = writer;
        this.messages = messages;
        this.peer = peer;
        this.unsaid = new Unsaid(room, desk.platform().store());
    }

    /** What waits to be encrypted. */
    Unsaid unsaid() {
        return unsaid;
    }

    /** Whether this user may write here: guests only read. */
    boolean allowed() {
        Optional<Hierarchy> ranks =
                desk.room(log).stateAt(desk.place(log).control()).hierarchy();
        return !ranks.isPresent() || ranks.get().atLeast(desk.account().user(), Rank.MEMBER);
    }

    /** Whether something that is said goes to whom it is meant for. */
    boolean open() {
        return allowed() && !peer.blocked();
    }

    /** Refuses what could not be sent: guests only read, and nothing goes to who may not be who they were. */
    void check() {
        if (!allowed()) {
            throw new RoomException(
                    RoomException.Code.NOT_ALLOWED, "guests only read here: ask an admin for another rank");
        }
        if (peer.blocked()) {
            throw new RoomException(
                    RoomException.Code.NOT_ALLOWED,
                    "the name of this person belongs to somebody else now: compare the safety number, then accept the change");
        }
    }

    /** Writes all that waits. */
    void speak(Expulsions expulsions, List<ClientEvent> told) {
        if (unsaid.isEmpty()) {
            return;
        }
        if (!allowed()) {
            drop(told);
        } else if (peer.awaited(told)) {
            return;
        }
        while (!unsaid.isEmpty()) {
            // Who must not hear it is put out first.
            expulsions.actNow();
            Unsaid.Line next = unsaid.take();
            Event event = writer.say(next.content(), next.text() ? next.number() : Outbox.NONE);
            if (next.text()) {
                told.add(new ClientEvent.Sent(room, next.number(), event.id()));
            }
            messages.add(event, self(), next.content(), false, told);
        }
    }

    /** What was said cannot be sent any more. */
    void drop(List<ClientEvent> told) {
        int texts = unsaid.texts();
        int wanted = unsaid.wanted();
        unsaid.drop();
        desk.outbox().lost(wanted);
        if (wanted > 0) {
            String what = texts > 0 ? texts + " of your messages" : "what you did to messages";
            told.add(new ClientEvent.Problem("NOT_SENT", what + " could not be sent: you cannot write there any more"));
        }
    }

    private Person self() {
        return new Person(desk.account().user(), desk.account().name(), true);
    }
}
