package chat.parley.android.rooms;

import chat.parley.client.RoomRef;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.log.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the screens remember of a room: how far it was read, and what was typed and not sent. The worker's. */
public final class Notes {
    private static final String READ = "read-";
    private static final String DRAFT = "draft-";
    private static final String ENTERING = "entering-";
    private static final String HEARD = "heard-";
    private static final String QUIET = "quiet-";

    private final ClientStore store;

    public Notes(ClientStore store) {
        this.store = store;
    }

    /** The last message that was seen. */
    public Optional<EventId> read(RoomRef room) {
        return store.get(Table.SETTING, READ + RoomKey.of(room)).map(EventId::of);
    }

    public void read(RoomRef room, EventId upTo) {
        put(READ + RoomKey.of(room), upTo.toString());
    }

    /** What was typed and not sent; empty if nothing. */
    public String draft(RoomRef room) {
        return store.get(Table.SETTING, DRAFT + RoomKey.of(room)).orElse("");
    }

    public void draft(RoomRef room, String text) {
        put(DRAFT + RoomKey.of(room), text);
    }

    /**
     * When something of a room was first here, by this phone's clock; the sender's counts only if it is before. To be followed
     * by {@link #keep}.
     *
     * @param what the last message; empty if there is none
     */
    Instant heard(RoomRef room, Optional<EventId> what, Instant sent, Instant now) {
        String key = HEARD + RoomKey.of(room);
        String id = what.map(EventId::toString).orElse("");
        String[] before = store.get(Table.SETTING, key).orElse(" ").split(" ", 2);
        if (before[0].equals(id) && !before[1].isEmpty()) {
            return Instant.parse(before[1]);
        }
        Instant first = sent.isBefore(now) ? sent : now;
        store.put(Table.SETTING, key, id + " " + first);
        return first;
    }

    /** What was noted is kept. */
    void keep() {
        commit();
    }

    /** The rooms that the person wants to come into, and is not in as far as is known here. */
    public List<RoomRef> entering() {
        List<RoomRef> rooms = new ArrayList<>();
        for (Row row : store.rows(Table.SETTING)) {
            if (row.key().startsWith(ENTERING)) {
                rooms.add(RoomKey.read(row.key().substring(ENTERING.length())));
            }
        }
        return rooms;
    }

    public void entering(RoomRef room) {
        put(ENTERING + RoomKey.of(room), "true");
    }

    /** They are in, or will not be. */
    public void entered(RoomRef room) {
        put(ENTERING + RoomKey.of(room), "");
    }

    /** Whether nothing of the room is told by notifications. */
    public boolean quiet(RoomRef room) {
        return store.get(Table.SETTING, QUIET + RoomKey.of(room)).isPresent();
    }

    void quiet(RoomRef room, boolean now) {
        put(QUIET + RoomKey.of(room), now ? "true" : "");
    }

    /** Somebody else will use the app. */
    public void clear() {
        store.removeAll(Table.SETTING, ENTERING);
        store.removeAll(Table.SETTING, HEARD);
        store.removeAll(Table.SETTING, QUIET);
        store.removeAll(Table.SETTING, READ);
        store.removeAll(Table.SETTING, DRAFT);
        commit();
    }

    private void put(String key, String value) {
        if (value.isEmpty()) {
            store.remove(Table.SETTING, key);
        } else {
            store.put(Table.SETTING, key, value);
        }
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
