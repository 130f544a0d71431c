package chat.parley.client.core;

import chat.parley.client.RoomRef;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.content.ContentCodec;
import java.util.ArrayDeque;
import java.util.Deque;

/** What is to be said in one room and is not encrypted yet, in line and in the store. */
final class Unsaid {
    private final String room;
    private final ClientStore store;
    private final ContentCodec codec = new ContentCodec();
    private final Deque<Line> lines = new ArrayDeque<>();

    Unsaid(RoomRef room, ClientStore store) {
        this.room = Rooms.text(room);
        this.store = store;
    }

    /** One thing to be said, under its number. */
    record Line(long number, Content content) {
        /** Whether a person waits for it to come through. */
        boolean text() {
            return content instanceof Content.Text
                    || content instanceof Content.Reply
                    || content instanceof Content.File;
        }

        /** Whether a person has done it: receipts are written by themselves. */
        boolean wanted() {
            return !(content instanceof Content.Receipt);
        }
    }

    /** Puts something in line; it is in the store after the next commit. */
    void add(long number, Content content) {
        lines.add(new Line(number, content));
        store.put(Table.PENDING, Long.toString(number), room + " " + codec.text(content));
    }

    /** Puts in line what a former process had accepted. */
    void resume(long number, String text) {
        Content content =
                codec.read(text).orElseThrow(() -> new IllegalStateException("a row of the store is damaged"));
        lines.add(new Line(number, content));
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Takes the first one out, of the store too. */
    Line take() {
        Line first = lines.remove();
        store.remove(Table.PENDING, Long.toString(first.number()));
        return first;
    }

    /** Takes all out, of the store too. */
    void drop() {
        while (!lines.isEmpty()) {
            take();
        }
    }

    /** How much there is that a person did. */
    int wanted() {
        int wanted = 0;
        for (Line each : lines) {
            wanted += each.wanted() ? 1 : 0;
        }
        return wanted;
    }

    /** How many texts there are. */
    int texts() {
        int texts = 0;
        for (Line each : lines) {
            texts += each.text() ? 1 : 0;
        }
        return texts;
    }
}
