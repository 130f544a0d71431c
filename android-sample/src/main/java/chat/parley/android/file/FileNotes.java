package chat.parley.android.file;

import android.net.Uri;
import chat.parley.android.rooms.RoomKey;
import chat.parley.client.RoomRef;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.log.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What is remembered of files when the app has ended: what was not sealed yet, what was wanted, what was kept. The worker's. */
final class FileNotes {
    private static final String UNSENT = "unsent-";
    private static final String WANTED = "wanted-";
    private static final String KEPT = "kept-";
    private static final int PARTS = 8;

    private final ClientStore store;

    FileNotes(ClientStore store) {
        this.store = store;
    }

    /**
     * A file that was to be sent, and was not in the client's hands for certain.
     *
     * @param number of the client, 0 before it has one
     * @param since milliseconds since 1970
     */
    record Unsent(String key, RoomRef room, Chosen file, String caption, long number, long since) {
        static Unsent of(RoomRef room, Chosen file, String caption, long now) {
            return new Unsent(UNSENT + UUID.randomUUID(), room, file, caption, 0, now);
        }

        Unsent numbered(long given) {
            return new Unsent(key, room, file, caption, given, since);
        }
    }

    /** A message whose file is here, or is to be. */
    record Held(RoomRef room, EventId message) {}

    void put(Unsent unsent) {
        Chosen file = unsent.file();
        put(
                unsent.key(),
                String.join(
                        "\n",
                        Long.toString(unsent.number()),
                        Long.toString(unsent.since()),
                        RoomKey.of(unsent.room()),
                        file.uri().toString(),
                        file.name(),
                        file.type(),
                        file.size() + " " + file.lasting(),
                        unsent.caption()));
    }

    List<Unsent> unsent() {
        List<Unsent> all = new ArrayList<>();
        for (Row row : store.rows(Table.SETTING)) {
            if (row.key().startsWith(UNSENT)) {
                all.add(read(row));
            }
        }
        return all;
    }

    void forget(String key) {
        store.remove(Table.SETTING, key);
        commit();
    }

    /** The person has accepted a file. */
    void wanted(RoomRef room, EventId message) {
        put(WANTED + message, RoomKey.of(room));
    }

    List<Held> wanted() {
        return held(WANTED);
    }

    /** A file that was accepted is here. */
    void kept(RoomRef room, EventId message) {
        store.remove(Table.SETTING, WANTED + message);
        put(KEPT + message, RoomKey.of(room));
    }

    List<Held> kept() {
        return held(KEPT);
    }

    /** A file does not come, or is not here any longer. */
    void forget(EventId message) {
        store.remove(Table.SETTING, WANTED + message);
        store.remove(Table.SETTING, KEPT + message);
        commit();
    }

    /** Somebody else will use the app. */
    void clear() {
        unsent().forEach(each -> store.remove(Table.SETTING, each.key()));
        wanted().forEach(each -> store.remove(Table.SETTING, WANTED + each.message()));
        kept().forEach(each -> store.remove(Table.SETTING, KEPT + each.message()));
        commit();
    }

    private List<Held> held(String prefix) {
        List<Held> all = new ArrayList<>();
        for (Row row : store.rows(Table.SETTING)) {
            if (row.key().startsWith(prefix)) {
                all.add(new Held(RoomKey.read(row.value()), EventId.of(row.key().substring(prefix.length()))));
            }
        }
        return all;
    }

    private static Unsent read(Row row) {
        String[] parts = row.value().split("\n", PARTS);
        String[] sizeAndLasting = parts[6].split(" ");
        Chosen file = new Chosen(
                Uri.parse(parts[3]),
                parts[4],
                parts[5],
                Long.parseLong(sizeAndLasting[0]),
                Boolean.parseBoolean(sizeAndLasting[1]));
        return new Unsent(
                row.key(), RoomKey.read(parts[2]), file, parts[7], Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    private void put(String key, String value) {
        store.put(Table.SETTING, key, value);
        commit();
    }

    private void commit() {
        try {
            store.commit();
        } catch (StoreException e) {
            throw new IllegalStateException("the phone's storage cannot be written", e);
        }
    }
}
