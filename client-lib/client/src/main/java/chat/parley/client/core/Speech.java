package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomException;
import chat.parley.client.RoomRef;
import chat.parley.client.Waiting;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.rules.Hierarchy;
import chat.parley.protocol.rules.Rank;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the person says in a room, from its line to the log, and whether they may. */
final class Speech {
    private final RoomRef room;
    private final LogId log;
    private final Desk desk;
    private final Writer writer;
    private final Messages messages;
    private final Peer peer;
    private final Unsaid unsaid;

    /** Those that the person has not been told of as waiting. */
    private final Set<Long> fresh = new HashSet<>();

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

    /** Puts something in line; it is in the store after the next commit. */
    void say(long number, Content content) {
        unsaid.add(number, desk.platform().clock().millis(), content);
        fresh.add(number);
    }

    /** The texts that wait. */
    List<Waiting> waiting() {
        Waiting.For what = what();
        List<Waiting> waiting = new ArrayList<>();
        unsaid.inLine().forEach(each -> waiting.add(each.waiting(what)));
        return waiting;
    }

    private Waiting.For what() {
        if (peer.blocked()) {
            return Waiting.For.ACCEPTANCE;
        }
        return peer.away() ? Waiting.For.PEER : Waiting.For.SERVER;
    }

    /** Tells what was put in line and is there still. */
    void tell(List<ClientEvent> told) {
        if (!fresh.isEmpty()) {
            for (Waiting each : waiting()) {
                if (fresh.contains(each.number())) {
                    told.add(new ClientEvent.Waits(room, each));
                }
            }
            fresh.clear();
        }
    }

    /** Takes back a text that waits; false if it does not. */
    boolean takeBack(long number, List<ClientEvent> told) {
        Optional<Unsaid.Line> taken = unsaid.takeText(number);
        taken.ifPresent(line -> told.add(new ClientEvent.Withdrawn(room, line.waiting(what()))));
        return taken.isPresent();
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
                    RoomException.Code.NAME_CHANGED,
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
        while (!unsaid.isEmpty()) {
            Unsaid.Line line = unsaid.take();
            if (line.text()) {
                told.add(new ClientEvent.Withdrawn(room, line.waiting(what())));
            }
        }
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
