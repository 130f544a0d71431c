package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.keys.NoticeSealer;
import chat.parley.protocol.sync.Outlet;
import java.util.HashMap;
import java.util.Map;

/** Tells the others that the person types, if the person wants that: now and then, to who is there now. Stores nothing of it. */
final class TypingPost {
    /** Between two notices in one room that say so, in milliseconds: the one before must not have run out. */
    static final long INTERVAL_MILLIS = Typists.LASTS_MILLIS / 2;

    private static final String WANTED = "typing";

    private final Desk desk;
    private final Rooms rooms;
    private final Outlet outlet;
    private final Map<LogId, Given> given = new HashMap<>();
    private boolean wanted;

    /**
     * What was last told in a room, by a notice or a message.
     *
     * @param number the next notice has a higher one
     * @param at when the last notice went out
     */
    private record Given(long number, boolean typing, long at) {
        static final Given NOTHING = new Given(0, false, 0);
    }

    TypingPost(Desk desk, Rooms rooms, Outlet outlet) {
        this.desk = desk;
        this.rooms = rooms;
        this.outlet = outlet;
        this.wanted = desk.platform().store().get(Table.SETTING, WANTED).isPresent();
    }

    /** Whether the others are to be told from now on. */
    void want(boolean told) {
        ClientStore store = desk.platform().store();
        wanted = told;
        if (told) {
            store.put(Table.SETTING, WANTED, "");
        } else {
            store.remove(Table.SETTING, WANTED);
        }
    }

    /** The person types in a room, or does not any more. */
    void typing(Room room, boolean typing) {
        long now = now();
        Given last = last(room);
        boolean news = typing ? now < last.at() || now - last.at() >= INTERVAL_MILLIS : last.typing();
        if (wanted && news) {
            NoticeSealer.Word word = new NoticeSealer.Word(Math.max(now, last.number() + 1), typing);
            room.notice(word).ifPresent(notice -> {
                keep(room, new Given(word.number(), typing, now));
                outlet.send(notice);
            });
        }
    }

    /** What was typed is said: whoever hears that knows that they do not type any more. */
    void said(Room room) {
        Given last = last(room);
        keep(room, new Given(Math.max(now(), last.number()), false, last.at()));
    }

    private Given last(Room room) {
        return given.getOrDefault(room.log(), Given.NOTHING);
    }

    private void keep(Room room, Given last) {
        given.keySet().removeIf(log -> !rooms.at(log).isPresent());
        given.put(room.log(), last);
    }

    private long now() {
        return desk.platform().clock().millis();
    }
}
