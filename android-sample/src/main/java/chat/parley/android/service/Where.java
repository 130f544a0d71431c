package chat.parley.android.service;

import chat.parley.android.app.Names;
import chat.parley.android.rooms.RoomTitles;
import chat.parley.client.ParleyClient;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import java.util.Optional;

/**
 * A room as a notification names it.
 *
 * @param direct whether its title is the other's name
 * @param names of the people in it
 */
record Where(String title, boolean direct, Names names) {
    /** Asks the client; on the worker. */
    static Where of(ParleyClient client, RoomRef room) {
        boolean direct = client.room(room).map(RoomInfo::kind).equals(Optional.of(RoomInfo.Kind.DIRECT));
        return new Where(new RoomTitles(client).of(room), direct, new Names(client.members(room)));
    }
}
