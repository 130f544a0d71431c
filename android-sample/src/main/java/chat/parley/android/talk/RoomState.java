package chat.parley.android.talk;

import chat.parley.android.app.Opened;
import chat.parley.android.file.Shelf;
import chat.parley.android.people.Alarm;
import chat.parley.android.rooms.Notes;
import chat.parley.android.rooms.RoomList;
import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.EventId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * A room as the client has it, for its screen.
 *
 * @param history the last messages, oldest first
 * @param received how far they have come at the others
 * @param read the last message that was seen
 */
record RoomState(
        String title,
        List<ClientEvent.Message> history,
        List<Person> members,
        List<ClientEvent.Received> received,
        Optional<Alarm> alarm,
        Shelf shelf,
        Optional<EventId> read) {
    /**
     * Asks the client; on the worker.
     *
     * @param count of messages, or more until one of them is wanted
     * @param files what has become of so many files
     */
    static RoomState of(
            Opened opened,
            RoomRef room,
            int count,
            Predicate<ClientEvent.Message> wanted,
            BiFunction<Opened, Integer, Shelf> files) {
        List<ClientEvent.Message> history = Pages.until(opened.client(), room, count, wanted);
        return new RoomState(
                RoomList.title(opened.client(), room),
                history,
                opened.client().members(room),
                opened.client().received(room),
                Alarm.of(opened.client(), room),
                files.apply(opened, Math.max(count, history.size())),
                new Notes(opened.notes()).read(room));
    }
}
