package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.Waiting;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.content.ContentCodec;
import chat.parley.protocol.id.EventId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What is to be said in one room and is not encrypted yet, in line and in the store. */
final class Unsaid {
    private static final char BETWEEN = ' ';

    private final String room;
    private final ClientStore store;
    private final ContentCodec codec = new ContentCodec();
    private final Deque<Line> lines = new ArrayDeque<>();

    Unsaid(RoomRef room, ClientStore store) {
        this.room = Rooms.text(room);
        this.store = store;
    }

    /**
     * One thing to be said, under its number.
     *
     * @param since when it was put in line
     */
    record Line(long number, long since, Content content) {
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

        /** As the person sees it. */
        Waiting waiting(Waiting.For what) {
            Optional<EventId> replyTo =
                    content instanceof Content.Reply reply ? Optional.of(reply.to()) : Optional.empty();
            Optional<ClientEvent.Attachment> file = content instanceof Content.File it
                    ? Optional.of(MessageRows.shown(it))
                    : Optional.<ClientEvent.Attachment>empty();
            return new Waiting(number, Messages.text(content), replyTo, file, Instant.ofEpochMilli(since), what);
        }
    }

    /** Puts something in line; it is in the store after the next commit. */
    void add(long number, long now, Content content) {
        lines.add(new Line(number, now, content));
        store.put(Table.PENDING, Long.toString(number), room + BETWEEN + now + BETWEEN + codec.text(content));
    }

    /** The room that a row of the store is of. */
    static RoomRef room(String value) {
        return Rooms.ref(value.substring(0, value.indexOf(BETWEEN)));
    }

    /** Puts in line what a former process had accepted: a row of this room. */
    void resume(long number, String value) {
        int time = value.indexOf(BETWEEN) + 1;
        // Version 1 of the store kept no time.
        boolean timed = value.charAt(time) != '{';
        int text = timed ? value.indexOf(BETWEEN, time) + 1 : time;
        Content content = codec.read(value.substring(text))
                .orElseThrow(() -> new IllegalStateException("a row of the store is damaged"));
        lines.add(new Line(number, timed ? Long.parseLong(value.substring(time, text - 1)) : 0, content));
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

    /** Takes a text out, of the store too; empty if it is not in line. */
    Optional<Line> takeText(long number) {
        Optional<Line> line =
                inLine().stream().filter(each -> each.number() == number).findFirst();
        line.ifPresent(each -> {
            lines.remove(each);
            store.remove(Table.PENDING, Long.toString(number));
        });
        return line;
    }

    /** The texts in line, the first first. */
    List<Line> inLine() {
        List<Line> texts = new ArrayList<>();
        for (Line each : lines) {
            if (each.text()) {
                texts.add(each);
            }
        }
        return texts;
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
        return inLine().size();
    }
}
