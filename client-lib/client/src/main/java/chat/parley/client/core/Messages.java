package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.RoomName;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.json.JsonFields;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The messages of one room that this device has read or sent, in the log's order. */
final class Messages {
    private static final JsonFields.Source SOURCE = new JsonFields.Source();

    private record Position(long lamport, DeviceId device, EventId id) {
        static final Comparator<Position> ORDER = Comparator.comparingLong(Position::lamport)
                .thenComparing(Position::device)
                .thenComparing(Position::id);
    }

    private final LogId log;
    private final RoomName room;
    private final UserId me;
    private final ClientStore store;
    private final TreeMap<Position, ClientEvent.Message> all = new TreeMap<>(Position.ORDER);

    Messages(LogId log, RoomName room, UserId me, ClientStore store) {
        this.log = log;
        this.room = room;
        this.me = me;
        this.store = store;
        for (Row row : store.rows(Table.MESSAGE)) {
            load(row);
        }
    }

    /** Keeps a message and says how it is to be shown. */
    ClientEvent.Message add(Event event, Person sender, String text) {
        Position position =
                new Position(event.header().lamport(), event.header().device(), event.id());
        boolean late = !all.isEmpty() && Position.ORDER.compare(position, all.lastKey()) < 0;
        ClientEvent.Message message = new ClientEvent.Message(
                room, event.id(), sender, Instant.ofEpochMilli(event.header().time()), text, late);
        all.put(position, message);
        store.put(Table.MESSAGE, event.id().toString(), write(position, message));
        return message;
    }

    /** The last messages, oldest first. */
    List<ClientEvent.Message> last(int limit) {
        List<ClientEvent.Message> last = new ArrayList<>();
        for (ClientEvent.Message each : all.descendingMap().values()) {
            if (last.size() == limit) {
                break;
            }
            last.add(0, each);
        }
        return last;
    }

    private String write(Position position, ClientEvent.Message message) {
        return new JsonText()
                .open()
                .field("log", log)
                .field("lamport", position.lamport())
                .field("device", position.device())
                .field("user", message.sender().user())
                .field("name", message.sender().name())
                .field("time", message.time().toEpochMilli())
                .field("text", message.text())
                .close()
                .toString();
    }

    private void load(Row row) {
        try (JsonFields in = SOURCE.read(row.value())) {
            in.open();
            if (!in.text("log").equals(log.toString())) {
                return;
            }
            EventId id = EventId.of(row.key());
            Position position = new Position(in.number("lamport"), DeviceId.of(in.text("device")), id);
            UserId user = UserId.of(in.text("user"));
            Person sender = new Person(user, in.text("name"), user.equals(me));
            Instant time = Instant.ofEpochMilli(in.number("time"));
            all.put(position, new ClientEvent.Message(room, id, sender, time, in.text("text"), false));
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("a row of the store is damaged");
        }
    }
}
