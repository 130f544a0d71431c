package chat.parley.android.service;

import chat.parley.android.app.Names;
import chat.parley.android.app.Opened;
import chat.parley.android.rooms.Notes;
import chat.parley.android.rooms.RoomTitles;
import chat.parley.client.ClientEvent;
import chat.parley.client.ParleyClient;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.EventId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A room as a notification names it.
 *
 * @param direct whether its title is the other's name
 * @param names of the people in it
 * @param quiet whether nothing of it is told
 * @param unread its last messages of others that were not seen, as the client has them
 */
record Where(String title, boolean direct, Names names, boolean quiet, List<ClientEvent.Message> unread) {
    /** Asks the client; on the worker. */
    static Where of(Opened opened, RoomRef room) {
        ParleyClient client = opened.client();
        boolean direct = client.room(room).map(RoomInfo::kind).equals(Optional.of(RoomInfo.Kind.DIRECT));
        return new Where(
                new RoomTitles(client).of(room),
                direct,
                new Names(client.members(room)),
                new Notes(opened.notes()).quiet(room),
                unread(opened, room));
    }

    private static List<ClientEvent.Message> unread(Opened opened, RoomRef room) {
        Optional<EventId> seen = new Notes(opened.notes()).read(room);
        List<ClientEvent.Message> unread = new ArrayList<>();
        for (ClientEvent.Message each : opened.client().history(room, News.MAX_LINES)) {
            if (each.sender().self() || Optional.of(each.id()).equals(seen)) {
                unread.clear();
            } else if (!each.marks().deleted()) {
                unread.add(each);
            }
        }
        return unread;
    }
}
