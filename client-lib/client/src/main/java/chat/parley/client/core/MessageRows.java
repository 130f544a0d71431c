package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.content.ContentCodec;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.json.JsonFields;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The messages of one room in the store: in the log's order, and found by their ids. */
final class MessageRows {
    private static final JsonFields.Source SOURCE = new JsonFields.Source();

    /** So many that are hidden are passed over on the way to one that is shown. */
    private static final int NEAR = 16;

    private final LogId log;
    private final RoomRef room;
    private final UserId me;
    private final ClientStore store;
    private final ContentCodec contents = new ContentCodec();

    MessageRows(LogId log, RoomRef room, UserId me, ClientStore store) {
        this.log = log;
        this.room = room;
        this.me = me;
        this.store = store;
    }

    /**
     * A message in the store.
     *
     * @param key of its row: sorts as it stands in the log
     * @param now as it is to be shown
     * @param text its first text, until it is deleted
     * @param file what it takes to fetch the file that it is about, until it is deleted
     * @param hidden it is not to be shown: its author was out of the room when it was written
     */
    record Kept(String key, ClientEvent.Message now, String text, Optional<Content.File> file, boolean hidden) {
        /** As it was sent. */
        ClientEvent.Message first() {
            ClientEvent.Marks marks = new ClientEvent.Marks(
                    now.marks().replyTo(),
                    false,
                    false,
                    ClientEvent.Marks.NONE.reactions(),
                    file.map(MessageRows::shown));
            return new ClientEvent.Message(now.room(), now.id(), now.sender(), now.time(), text, marks, false);
        }

        /** The same after a change. */
        Kept as(ClientEvent.Message next) {
            return new Kept(key, next, text, file, hidden);
        }

        Kept hidden(boolean next) {
            return new Kept(key, now, text, file, next);
        }
    }

    Optional<Kept> find(EventId id) {
        return store.get(Table.MESSAGE_PLACE, RowKey.of(log, id))
                .flatMap(key -> store.get(Table.MESSAGE, key).map(value -> read(new Row(key, value))));
    }

    void put(Kept kept) {
        store.put(Table.MESSAGE, kept.key(), write(kept));
        store.put(Table.MESSAGE_PLACE, RowKey.of(log, kept.now().id()), kept.key());
        if (!kept.now().marks().file().isPresent()) {
            store.remove(Table.FILE, kept.key());
        } else if (!store.get(Table.FILE, kept.key()).isPresent()) {
            store.put(Table.FILE, kept.key(), "");
        }
    }

    void remove(Kept kept) {
        store.remove(Table.MESSAGE, kept.key());
        store.remove(Table.MESSAGE_PLACE, RowKey.of(log, kept.now().id()));
        store.remove(Table.FILE, kept.key());
    }

    /** The last messages with files, newest first. */
    List<Kept> files(int limit) {
        List<Kept> files = new ArrayList<>();
        for (Row row : store.last(Table.FILE, begin(), end(), limit)) {
            store.get(Table.MESSAGE, row.key()).ifPresent(value -> files.add(read(new Row(row.key(), value))));
        }
        return files;
    }

    /** What has become here of the file of a message; empty at first. */
    String fate(Kept kept) {
        return store.get(Table.FILE, kept.key()).orElse("");
    }

    void fate(Kept kept, String fate) {
        store.put(Table.FILE, kept.key(), fate);
    }

    /** What of a file is shown. */
    static ClientEvent.Attachment shown(Content.File file) {
        return new ClientEvent.Attachment(file.name(), file.type(), file.blob().size(), file.preview());
    }

    /** Before the first one's key. */
    String begin() {
        return RowKey.first(log);
    }

    /** Behind the last one's key. */
    String end() {
        return RowKey.end(log);
    }

    /** The message of a key, or the nearest before it that is shown. */
    Optional<EventId> shown(String key) {
        // Up to the key itself: a space comes before all that could follow it.
        List<Kept> near = last(key + " ", NEAR);
        return near.stream()
                .filter(each -> !each.hidden())
                .findFirst()
                .map(each -> each.now().id());
    }

    /** The last ones before a key, newest first. */
    List<Kept> last(String before, int limit) {
        return read(store.last(Table.MESSAGE, RowKey.first(log), before, limit));
    }

    /** The first ones from a key on, oldest first. */
    List<Kept> first(String from, int limit) {
        return read(store.first(Table.MESSAGE, from, RowKey.end(log), limit));
    }

    private List<Kept> read(List<Row> rows) {
        List<Kept> all = new ArrayList<>(rows.size());
        for (Row row : rows) {
            all.add(read(row));
        }
        return all;
    }

    /** Of a message that was deleted no text is written, nor its first one twice where no other took its place. */
    private String write(Kept kept) {
        ClientEvent.Message now = kept.now();
        String file =
                now.marks().file().isPresent() ? kept.file().map(contents::text).orElse("") : "";
        List<String> reactions = new ArrayList<>();
        for (Map.Entry<String, List<UserId>> each : now.marks().reactions().entrySet()) {
            reactions.add(new JsonText()
                    .open()
                    .field("reaction", each.getKey())
                    .field("users", each.getValue())
                    .close()
                    .toString());
        }
        return new JsonText()
                .open()
                .field("id", now.id())
                .field("user", now.sender().user())
                .field("name", now.sender().name())
                .field("time", now.time().toEpochMilli())
                .field("hidden", kept.hidden() ? 1 : 0)
                .field("first", now.marks().edited() ? kept.text() : "")
                .field("text", now.text())
                .field("replyTo", now.marks().replyTo().map(EventId::toString).orElse(""))
                .field("edited", now.marks().edited() ? 1 : 0)
                .field("deleted", now.marks().deleted() ? 1 : 0)
                .raw("reactions", reactions)
                .field("file", file)
                .close()
                .toString();
    }

    private Optional<Content.File> file(String text) {
        return contents.read(text).map(Content.File.class::cast);
    }

    private Kept read(Row row) {
        try (JsonFields in = SOURCE.read(row.value())) {
            in.open();
            EventId id = EventId.of(in.text("id"));
            UserId user = UserId.of(in.text("user"));
            Person sender = new Person(user, in.text("name"), user.equals(me));
            Instant time = Instant.ofEpochMilli(in.number("time"));
            boolean hidden = in.number("hidden") == 1;
            String first = in.text("first");
            String text = in.text("text");
            Optional<EventId> replyTo =
                    Optional.of(in.text("replyTo")).filter(to -> !to.isEmpty()).map(EventId::of);
            boolean edited = in.number("edited") == 1;
            boolean deleted = in.number("deleted") == 1;
            SortedMap<String, List<UserId>> reactions = new TreeMap<>();
            in.objects("reactions", Amendments.MAX_REACTIONS, each -> {
                String reaction = each.text("reaction");
                return reactions.put(
                        reaction, JsonFields.map(each.texts("users", Amendments.MAX_REACTIONS), UserId::of));
            });
            Optional<Content.File> file =
                    Optional.of(in.text("file")).filter(it -> !it.isEmpty()).flatMap(this::file);
            ClientEvent.Marks marks =
                    new ClientEvent.Marks(replyTo, edited, deleted, reactions, file.map(MessageRows::shown));
            ClientEvent.Message now = new ClientEvent.Message(room, id, sender, time, text, marks, false);
            return new Kept(row.key(), now, edited ? first : text, file, hidden);
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("a row of the store is damaged");
        }
    }
}
