package chat.parley.android.rooms;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import java.util.Optional;

/**
 * A line of the list of rooms.
 *
 * @param title what the room is called
 * @param last what was said last
 * @param speaker who said it
 * @param waits what was said last and cannot go out yet; empty if nothing
 * @param unread how many messages were not seen, at most {@link RoomList#MAX_UNREAD} are counted
 * @param draft what was typed and not sent
 */
public record RoomRow(
        RoomRef room,
        RoomInfo.Kind kind,
        String title,
        Optional<ClientEvent.Message> last,
        String speaker,
        String waits,
        int unread,
        String draft) {}
