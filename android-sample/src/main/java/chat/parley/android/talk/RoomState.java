package chat.parley.android.talk;

import chat.parley.android.app.Names;
import chat.parley.android.app.Opened;
import chat.parley.android.file.Shelf;
import chat.parley.android.people.Alarm;
import chat.parley.android.rooms.Notes;
import chat.parley.android.rooms.RoomTitles;
import chat.parley.client.ClientEvent;
import chat.parley.client.Delivery;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.client.Waiting;
import chat.parley.protocol.id.EventId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A room as the client has it, for its screen.
 *
 * @param history the last messages, oldest first
 * @param waiting what was said and is not encrypted yet
 * @param deliveries how far own messages have come to servers
 * @param received how far they have come at the others
 * @param title as it is shown
 * @param info empty if the room is not known any more
 * @param names of all who are or were here
 * @param read the last message that was seen
 */
record RoomState(
        String title,
        Optional<RoomInfo> info,
        Standing standing,
        List<ClientEvent.Message> history,
        List<Waiting> waiting,
        Map<EventId, Delivery> deliveries,
        List<Person> members,
        Names names,
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
        List<Person> members = opened.client().members(room);
        return new RoomState(
                new RoomTitles(opened.client()).of(room),
                opened.client().room(room),
                Standing.of(opened.client(), room),
                history,
                opened.client().waiting(room),
                opened.client().deliveries(room, own(history)),
                members,
                names(members, history),
                opened.client().received(room),
                Alarm.of(opened.client(), room),
                files.apply(opened, Math.max(count, history.size())),
                new Notes(opened.notes()).read(room));
    }

    private static List<EventId> own(List<ClientEvent.Message> history) {
        return history.stream()
                .filter(each -> each.sender().self())
                .map(ClientEvent.Message::id)
                .collect(Collectors.toList());
    }

    private static Names names(List<Person> members, List<ClientEvent.Message> history) {
        Set<Person> all = new LinkedHashSet<>(members);
        history.forEach(each -> all.add(each.sender()));
        return new Names(all);
    }
}
