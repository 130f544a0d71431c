package chat.parley.client.core;

import chat.parley.client.Contacts;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.client.export.ExportLine;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A person's conversations and contacts as lines, a page at a time: nothing of keys. The client's thread reads a page, and
 * is free while the caller writes it.
 */
public final class ExportPages {
    /** Messages in a page. */
    static final int PAGE = 64;

    private final Function<RoomRef, Optional<RoomInfo>> info;
    private final Deque<Room> rooms;
    private final List<String> begun = new ArrayList<>();
    private String from = "";

    ExportPages(
            Person me,
            Instant now,
            Collection<Contacts.Contact> contacts,
            Collection<Room> rooms,
            Function<RoomRef, Optional<RoomInfo>> info) {
        this.info = info;
        this.rooms = new ArrayDeque<>(rooms);
        begun.add(ExportLine.owner(me, now));
        contacts.forEach(contact -> begun.add(ExportLine.contact(contact)));
    }

    /** The next lines; none when there are no more. */
    public List<String> next() {
        List<String> lines = new ArrayList<>(begun);
        begun.clear();
        while (lines.isEmpty() && !rooms.isEmpty()) {
            page(rooms.peek(), lines);
        }
        return lines;
    }

    private void page(Room room, List<String> lines) {
        MessageRows rows = room.messages().rows();
        if (from.isEmpty()) {
            lines.add(ExportLine.room(room.ref(), info.apply(room.ref())));
            from = rows.begin();
        }
        List<MessageRows.Kept> page = rows.first(from, PAGE);
        for (MessageRows.Kept each : page) {
            // The next key is behind this one: no other key begins with it.
            from = each.key() + " ";
            if (!each.hidden()) {
                lines.add(ExportLine.message(each.now()));
            }
        }
        if (page.size() < PAGE) {
            rooms.poll();
            from = "";
        }
    }
}
