package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the others how far their messages have come here, if the person wants that: now and then, and always only the last
 * that is to be told.
 */
final class ReceiptPost {
    /** Between two receipts of this device in one room, in milliseconds. */
    static final long INTERVAL_MILLIS = 5000;

    /** In larger rooms none are written: each message would be followed by one of every member. */
    static final int MAX_MEMBERS = 64;

    private static final String WANTED = "receipts";

    private final Desk desk;
    private final Rooms rooms;
    private final ClientStore store;
    private final Map<LogId, Map<Content.Receipt.State, Due>> due = new LinkedHashMap<>();
    private final Map<LogId, Long> posted = new HashMap<>();
    private boolean wanted;

    /** What is to be told: up to which message, and the key of its row. */
    private record Due(EventId upTo, String key) {}

    ReceiptPost(Desk desk, Rooms rooms) {
        this.desk = desk;
        this.rooms = rooms;
        this.store = desk.platform().store();
        this.wanted = store.get(Table.SETTING, WANTED).isPresent();
        for (Row row : store.rows(Table.RECEIPT_DUE)) {
            String[] key = row.key().split(" ");
            String[] value = row.value().split(" ", 2);
            due.computeIfAbsent(LogId.of(key[0]), log -> new EnumMap<>(Content.Receipt.State.class))
                    .put(Content.Receipt.State.valueOf(key[1]), new Due(EventId.of(value[0]), value[1]));
        }
    }

    /** Whether the others are to be told from now on. */
    void want(boolean told) {
        wanted = told;
        if (told) {
            store.put(Table.SETTING, WANTED, "");
        } else {
            store.remove(Table.SETTING, WANTED);
            due.clear();
            store.removeAll(Table.RECEIPT_DUE, "");
        }
    }

    /** Messages have come, among other things; the last of each room counts. */
    void heard(Iterable<ClientEvent> told) {
        if (!wanted) {
            return;
        }
        Map<RoomRef, EventId> last = new LinkedHashMap<>();
        for (ClientEvent each : told) {
            if (each instanceof ClientEvent.Message
                    && !((ClientEvent.Message) each).sender().self()) {
                last.put(((ClientEvent.Message) each).room(), ((ClientEvent.Message) each).id());
            }
        }
        last.forEach((room, id) -> note(room, id, Content.Receipt.State.DELIVERED));
    }

    /** The person has read a message and all before it. */
    void read(RoomRef room, EventId upTo) {
        if (wanted) {
            note(room, upTo, Content.Receipt.State.READ);
        }
    }

    /** Time passes; whether something was put in line. */
    boolean tick(long now) {
        boolean any = false;
        Iterator<Map.Entry<LogId, Map<Content.Receipt.State, Due>>> each =
                due.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<LogId, Map<Content.Receipt.State, Due>> next = each.next();
            LogId log = next.getKey();
            Optional<Room> room = rooms.at(log);
            if (!room.isPresent() || next.getValue().isEmpty()) {
                store.removeAll(Table.RECEIPT_DUE, RowKey.first(log));
                each.remove();
            } else if (room.get().ready() && now - posted.getOrDefault(log, 0L) >= INTERVAL_MILLIS) {
                posted.put(log, now);
                any |= post(room.get(), next.getValue());
            }
        }
        return any;
    }

    private void note(RoomRef ref, EventId upTo, Content.Receipt.State state) {
        Optional<Room> room = rooms.find(ref);
        Optional<MessageRows.Kept> message =
                room.flatMap(here -> here.messages().rows().find(upTo));
        if (!message.isPresent() || room.get().members().size() > MAX_MEMBERS) {
            return;
        }
        Due next = new Due(upTo, message.get().key());
        LogId log = room.get().log();
        Map<Content.Receipt.State, Due> all =
                due.computeIfAbsent(log, each -> new EnumMap<>(Content.Receipt.State.class));
        Due before = all.get(state);
        boolean further = before == null || before.key().compareTo(next.key()) < 0;
        if (further) {
            all.put(state, next);
            store.put(Table.RECEIPT_DUE, RowKey.first(log) + state, next.upTo() + " " + next.key());
        }
    }

    private boolean post(Room room, Map<Content.Receipt.State, Due> all) {
        for (Content.Receipt.State state :
                new Content.Receipt.State[] {Content.Receipt.State.READ, Content.Receipt.State.DELIVERED}) {
            Due next = all.remove(state);
            store.remove(Table.RECEIPT_DUE, RowKey.first(room.log()) + state);
            if (next != null && room.messages().howFar().advance(me(), state, next.key())) {
                room.speech().say(rooms.nextNumber(), new Content.Receipt(state, next.upTo()));
                return true;
            }
        }
        return false;
    }

    private UserId me() {
        return desk.account().user();
    }
}
