package chat.parley.client.core;

import chat.parley.client.Person;
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
import chat.parley.protocol.log.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What acts on the messages of one room, in the store: also what names a message that is not here, until that comes. Of
 * what there is too much the newest is kept, so that all clients keep the same.
 */
final class Amendments {
    /** Most reactions, and most edits and deletions, by one user on one message. */
    static final int MAX_PER_USER = 16;

    /** Most reactions to one message. */
    static final int MAX_REACTIONS = 1024;

    /** Most by one user on messages that are not here. */
    static final int MAX_WAITING = 256;

    private static final JsonFields.Source SOURCE = new JsonFields.Source();

    private final LogId log;
    private final UserId me;
    private final ClientStore store;
    private final ContentCodec codec = new ContentCodec();

    Amendments(LogId log, UserId me, ClientStore store) {
        this.log = log;
        this.me = me;
        this.store = store;
    }

    /** Those of a message, in the log's order. */
    List<Amendment> of(EventId message) {
        String word = log + "/" + message;
        List<Amendment> found = new ArrayList<>();
        for (Row row : store.first(Table.AMENDMENT, word + " ", word + "!", Integer.MAX_VALUE)) {
            found.add(read(row.value()));
        }
        return found;
    }

    Optional<Amendment> find(EventId id) {
        return store.get(Table.MESSAGE_PLACE, RowKey.of(log, id))
                .flatMap(key -> store.get(Table.AMENDMENT, key))
                .map(this::read);
    }

    /** Keeps one, or keeps it as it is now. */
    void put(Amendment amendment) {
        store.put(Table.AMENDMENT, key(amendment), write(amendment));
        store.put(Table.MESSAGE_PLACE, RowKey.of(log, amendment.id()), key(amendment));
    }

    /** Keeps one until its message is here. */
    void await(Amendment amendment) {
        put(amendment);
        store.put(
                Table.WAITING,
                waiting(amendment.by().user(), amendment.position()),
                amendment.target().toString());
        String word = log + "/" + amendment.by().user();
        List<Row> all = store.first(Table.WAITING, word + " ", word + "!", MAX_WAITING + 1);
        if (all.size() > MAX_WAITING) {
            Row oldest = all.get(0);
            String position = oldest.key().substring(word.length());
            store.get(Table.AMENDMENT, log + "/" + oldest.value() + position)
                    .map(this::read)
                    .ifPresent(this::remove);
        }
    }

    /** Takes out those that waited for a message, in the log's order. */
    List<Amendment> take(EventId message) {
        List<Amendment> found = of(message);
        found.forEach(this::remove);
        return found;
    }

    /** Forgets the oldest of what there is too much of; says what stays. */
    List<Amendment> bounded(EventId message) {
        List<Amendment> all = of(message);
        List<Amendment> kept = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        int reactions = 0;
        Collections.reverse(all);
        for (Amendment each : all) {
            boolean reaction = each.content() instanceof Content.Reaction;
            int count = counts.merge(each.by().user() + (reaction ? " reacts" : " writes"), 1, Integer::sum);
            if (count <= MAX_PER_USER && (!reaction || reactions < MAX_REACTIONS)) {
                reactions += reaction ? 1 : 0;
                kept.add(each);
            } else {
                remove(each);
            }
        }
        Collections.reverse(kept);
        return kept;
    }

    void remove(Amendment amendment) {
        store.remove(Table.AMENDMENT, key(amendment));
        store.remove(Table.MESSAGE_PLACE, RowKey.of(log, amendment.id()));
        store.remove(Table.WAITING, waiting(amendment.by().user(), amendment.position()));
    }

    private String key(Amendment amendment) {
        return log + "/" + amendment.target() + " " + RowKey.of(amendment.position());
    }

    private String waiting(UserId user, Position position) {
        return log + "/" + user + " " + RowKey.of(position);
    }

    private String write(Amendment amendment) {
        return new JsonText()
                .open()
                .field("position", amendment.position())
                .field("user", amendment.by().user())
                .field("name", amendment.by().name())
                .field("hidden", amendment.hidden() ? 1 : 0)
                .field("content", codec.text(amendment.content()))
                .close()
                .toString();
    }

    private Amendment read(String value) {
        try (JsonFields in = SOURCE.read(value)) {
            in.open();
            Position position = Position.parse(in.text("position"));
            UserId user = UserId.of(in.text("user"));
            Person by = new Person(user, in.text("name"), user.equals(me));
            boolean hidden = in.number("hidden") == 1;
            Content content = codec.read(in.text("content"))
                    .orElseThrow(() -> new IllegalStateException("a row of the store is damaged"));
            return new Amendment(position, by, content, hidden);
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("a row of the store is damaged");
        }
    }
}
