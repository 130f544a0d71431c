package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.json.JsonFields;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.log.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The messages of one room that this device has read or sent, in the log's order; read from the store a page at a time.
 * It knows up to where the person has gone back.
 */
final class Messages {
    private static final JsonFields.Source SOURCE = new JsonFields.Source();

    private final LogId log;
    private final RoomRef room;
    private final UserId me;
    private final ClientStore store;
    private String newest;
    private String oldestTold;

    Messages(LogId log, RoomRef room, UserId me, ClientStore store) {
        this.log = log;
        this.room = room;
        this.me = me;
        this.store = store;
        List<Row> last = store.last(Table.MESSAGE, RowKey.first(log), RowKey.end(log), 1);
        this.newest = last.isEmpty() ? RowKey.first(log) : last.get(0).key();
        this.oldestTold = RowKey.end(log);
    }

    /** Keeps a message and says how it is to be shown. */
    ClientEvent.Message add(Event event, Person sender, String text) {
        String key = RowKey.of(log, Position.of(event));
        boolean late = key.compareTo(newest) < 0;
        if (!late) {
            newest = key;
        }
        if (oldestTold.equals(RowKey.end(log))) {
            oldestTold = key;
        }
        ClientEvent.Message message = new ClientEvent.Message(
                room, event.id(), sender, Instant.ofEpochMilli(event.header().time()), text, late);
        store.put(Table.MESSAGE, key, write(message));
        return message;
    }

    /** Whether an event's message was read here, shown or hidden. */
    boolean contains(Event event) {
        String key = RowKey.of(log, Position.of(event));
        return store.get(Table.MESSAGE, key).isPresent()
                || store.get(Table.HIDDEN, key).isPresent();
    }

    /** Takes an event's message out of sight; true if it was in it. */
    boolean hide(Event event) {
        return move(event, Table.MESSAGE, Table.HIDDEN).isPresent();
    }

    /** Brings an event's message back, if it was hidden. */
    Optional<ClientEvent.Message> show(Event event) {
        return move(event, Table.HIDDEN, Table.MESSAGE).map(this::read);
    }

    private Optional<Row> move(Event event, Table from, Table to) {
        String key = RowKey.of(log, Position.of(event));
        Optional<String> value = store.get(from, key);
        value.ifPresent(text -> {
            store.remove(from, key);
            store.put(to, key, text);
        });
        return value.map(text -> new Row(key, text));
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
        return !store.last(Table.MESSAGE, RowKey.first(log), oldestTold, 1).isEmpty();
    }

    private List<ClientEvent.Message> page(String before, int limit) {
        List<Row> rows = store.last(Table.MESSAGE, RowKey.first(log), before, limit);
        List<ClientEvent.Message> messages = new ArrayList<>();
        for (Row row : rows) {
            messages.add(read(row));
            if (row.key().compareTo(oldestTold) < 0) {
                oldestTold = row.key();
            }
        }
        Collections.reverse(messages);
        return messages;
    }

    private static String write(ClientEvent.Message message) {
        return new JsonText()
                .open()
                .field("id", message.id())
                .field("user", message.sender().user())
                .field("name", message.sender().name())
                .field("time", message.time().toEpochMilli())
                .field("text", message.text())
                .close()
                .toString();
    }

    private ClientEvent.Message read(Row row) {
        try (JsonFields in = SOURCE.read(row.value())) {
            in.open();
            EventId id = EventId.of(in.text("id"));
            UserId user = UserId.of(in.text("user"));
            Person sender = new Person(user, in.text("name"), user.equals(me));
            Instant time = Instant.ofEpochMilli(in.number("time"));
            return new ClientEvent.Message(room, id, sender, time, in.text("text"), false);
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("a row of the store is damaged");
        }
    }
}
