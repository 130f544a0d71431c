package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The messages of one room that this device has read or sent, in the log's order and as they are now, and what acts on
 * them; read from the store a page at a time. It knows up to where the person has gone back.
 */
final class Messages {
    private final LogId log;
    private final RoomRef room;
    private final ClientStore store;
    private final MessageRows rows;
    private final Amendments amendments;
    private final HowFar howFar;
    private final Revision.Powers powers;
    private final Silence silence;
    private String newest;
    private String oldestTold;

    Messages(LogId log, RoomRef room, UserId me, ClientStore store, Revision.Powers powers, Silence silence) {
        this.log = log;
        this.room = room;
        this.store = store;
        this.powers = powers;
        this.silence = silence;
        this.rows = new MessageRows(log, room, me, store);
        this.amendments = new Amendments(log, me, store);
        this.howFar = new HowFar(log, store);
        List<Row> last = store.last(Table.MESSAGE, RowKey.first(log), RowKey.end(log), 1);
        this.newest = last.isEmpty() ? RowKey.first(log) : last.get(0).key();
        this.oldestTold = RowKey.end(log);
    }

    /**
     * Keeps what was said, and adds what is to be told of it; again does nothing.
     *
     * @param hidden its author was out of the room when it was written: it is kept, not told, and has no effect
     */
    void add(Event event, Person by, Content content, boolean hidden, List<ClientEvent> told) {
        if (Amendment.is(content)) {
            amend(new Amendment(Position.of(event), by, content, hidden), told);
        } else if (!rows.find(event.id()).isPresent()) {
            message(event, by, content, hidden, told);
        }
    }

    /** Whether it was read here what an event says. */
    boolean contains(EventId id) {
        return rows.find(id).isPresent() || amendments.find(id).isPresent();
    }

    /** Whether the person wants to hear whose message it is. */
    boolean heard(ClientEvent.Message message) {
        return !silence.over(message.sender().user());
    }

    /** A message that is here and shown, as it is now. */
    Optional<ClientEvent.Message> find(EventId id) {
        return rows.find(id).filter(kept -> !kept.hidden()).map(MessageRows.Kept::now);
    }

    /**
     * From now on an event counts, or does not any more: its author was out of the room when it was written. Of a message
     * the caller tells it; what changes by an event that acts on a message is told here. A text that was deleted does not
     * come back.
     *
     * @return whether it is a message, and is shown, or not shown, other than before
     */
    boolean hide(EventId id, boolean hidden, List<ClientEvent> told) {
        Optional<MessageRows.Kept> message = rows.find(id).filter(kept -> kept.hidden() != hidden);
        message.ifPresent(kept -> rows.put(kept.hidden(hidden)));
        Optional<Amendment> amendment = amendments.find(id).filter(each -> each.hidden() != hidden);
        amendment.ifPresent(each -> {
            amendments.put(each.hidden(hidden));
            rows.find(each.target()).ifPresent(kept -> revise(kept, each.by(), told));
        });
        return message.isPresent();
    }

    /** These events were taken out of the log: what they said is not here any more, and what they did to messages is undone. */
    void forget(List<Event> gone, List<ClientEvent> told) {
        for (Event event : gone) {
            Optional<Amendment> amendment = amendments.find(event.id());
            amendment.ifPresent(amendments::remove);
            rows.find(event.id()).ifPresent(kept -> {
                rows.remove(kept);
                amendments.take(event.id());
            });
            amendment.ifPresent(each -> rows.find(each.target()).ifPresent(kept -> revise(kept, each.by(), told)));
        }
    }

    /** The last messages, oldest first. */
    List<ClientEvent.Message> last(int limit) {
        return page(RowKey.end(log), limit);
    }

    /** The messages before all that were told as new or returned, oldest first. */
    List<ClientEvent.Message> older(int limit) {
        return page(oldestTold, limit);
    }

    /** All from a position on were told. */
    void told(Position from) {
        String key = RowKey.of(log, from);
        if (key.compareTo(oldestTold) < 0) {
            oldestTold = key;
        }
    }

    /** Whether there are such messages. */
    boolean hasOlder() {
        return !rows.last(oldestTold, 1).isEmpty();
    }

    /** The rows, for who looks through all of them. */
    MessageRows rows() {
        return rows;
    }

    /** How far the messages have come. */
    HowFar howFar() {
        return howFar;
    }

    /** How far they have come at these people. */
    List<ClientEvent.Received> received(List<Person> people) {
        List<ClientEvent.Received> all = new ArrayList<>();
        for (Person each : people) {
            if (!each.self() && !silence.over(each.user())) {
                howFar.of(each.user())
                        .forEach((state, key) -> rows.shown(key)
                                .ifPresent(last -> all.add(new ClientEvent.Received(room, last, each, state))));
            }
        }
        return all;
    }

    private void message(Event event, Person by, Content content, boolean hidden, List<ClientEvent> told) {
        String key = RowKey.of(log, Position.of(event));
        boolean late = key.compareTo(newest) < 0;
        newest = late ? newest : key;
        if (oldestTold.equals(RowKey.end(log))) {
            oldestTold = key;
        }
        Optional<EventId> replyTo = content instanceof Content.Reply reply ? Optional.of(reply.to()) : Optional.empty();
        Optional<Content.File> file = content instanceof Content.File it ? Optional.of(it) : Optional.empty();
        String text = text(content);
        ClientEvent.Marks marks = new ClientEvent.Marks(
                replyTo, false, false, ClientEvent.Marks.NONE.reactions(), file.map(MessageRows::shown));
        Instant time = Instant.ofEpochMilli(event.header().time());
        ClientEvent.Message first = new ClientEvent.Message(room, event.id(), by, time, text, marks, late);
        MessageRows.Kept kept = new MessageRows.Kept(key, first, text, file, hidden);
        List<ClientEvent> received = new ArrayList<>();
        boolean amended = false;
        for (Amendment each : amendments.take(event.id())) {
            amended |= settle(kept, each, received);
        }
        ClientEvent.Message now = amended ? revised(kept) : first;
        rows.put(kept.as(now));
        if (!hidden) {
            told.add(new ClientEvent.Message(room, now.id(), by, time, now.text(), now.marks(), late));
        }
        told.addAll(received);
    }

    /** What a text says, or the caption of a file. */
    static String text(Content content) {
        if (content instanceof Content.Reply reply) {
            return reply.text();
        }
        return content instanceof Content.File file ? file.caption() : ((Content.Text) content).text();
    }

    private void amend(Amendment amendment, List<ClientEvent> told) {
        Optional<MessageRows.Kept> kept = rows.find(amendment.target());
        if (!kept.isPresent()) {
            amendments.await(amendment);
        } else if (settle(kept.get(), amendment, told)) {
            revise(kept.get(), amendment.by(), told);
        }
    }

    /** Takes in what acts on a message that is here; whether the message may be another by it. */
    private boolean settle(MessageRows.Kept kept, Amendment amendment, List<ClientEvent> told) {
        if (amendment.content() instanceof Content.Receipt) {
            Content.Receipt receipt = (Content.Receipt) amendment.content();
            Person by = amendment.by();
            boolean other = !amendment.hidden() && !by.self();
            if (other && howFar.advance(by.user(), receipt.state(), kept.key())) {
                told.add(new ClientEvent.Received(room, receipt.upTo(), by, receipt.state()));
            }
            return false;
        }
        boolean counts = !kept.now().marks().deleted()
                && Revision.counts(amendment, kept.now().sender(), powers);
        if (counts) {
            amendments.put(amendment);
        }
        return counts;
    }

    private void revise(MessageRows.Kept kept, Person by, List<ClientEvent> told) {
        ClientEvent.Message now = kept.now().marks().deleted() ? kept.now() : revised(kept);
        if (!now.equals(kept.now())) {
            rows.put(kept.as(now));
            if (!kept.hidden()) {
                told.add(new ClientEvent.Changed(now, by));
            }
        }
    }

    private ClientEvent.Message revised(MessageRows.Kept kept) {
        EventId id = kept.now().id();
        ClientEvent.Message now = Revision.of(kept.first(), amendments.bounded(id));
        if (now.marks().deleted()) {
            amendments.take(id);
        }
        return now;
    }

    private List<ClientEvent.Message> page(String before, int limit) {
        List<ClientEvent.Message> messages = new ArrayList<>();
        String key = before;
        List<MessageRows.Kept> some;
        do {
            some = rows.last(key, limit - messages.size());
            for (MessageRows.Kept each : some) {
                key = each.key();
                if (!each.hidden()) {
                    silence.seen(each.now()).ifPresent(messages::add);
                }
            }
        } while (messages.size() < limit && !some.isEmpty());
        if (key.compareTo(oldestTold) < 0) {
            oldestTold = key;
        }
        Collections.reverse(messages);
        return messages;
    }
}
