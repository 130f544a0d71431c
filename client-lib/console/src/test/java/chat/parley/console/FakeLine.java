package chat.parley.console;

import chat.parley.client.RoomRef;
import chat.parley.client.Waiting;
import chat.parley.protocol.id.EventId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was said to a fake client while it was connected with nobody. Guarded by its client. */
final class FakeLine {
    private final List<Entry> entries = new ArrayList<>();

    record Entry(RoomRef room, Waiting waiting) {}

    Waiting add(RoomRef room, long number, String text, Optional<EventId> replyTo) {
        Waiting waiting = new Waiting(number, text, replyTo, Optional.empty(), FakeClient.NOON, Waiting.For.SERVER);
        entries.add(new Entry(room, waiting));
        return waiting;
    }

    List<Waiting> of(RoomRef room) {
        return entries.stream()
                .filter(each -> each.room().equals(room))
                .map(Entry::waiting)
                .toList();
    }

    Optional<Waiting> take(RoomRef room, long number) {
        Optional<Waiting> found =
                of(room).stream().filter(each -> each.number() == number).findFirst();
        entries.removeIf(each -> found.filter(each.waiting()::equals).isPresent());
        return found;
    }

    List<Entry> takeAll() {
        List<Entry> all = List.copyOf(entries);
        entries.clear();
        return all;
    }
}
