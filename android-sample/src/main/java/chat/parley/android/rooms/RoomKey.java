package chat.parley.android.rooms;

import chat.parley.client.RoomRef;
import chat.parley.protocol.id.LogId;

/** A room as a text: for intents, notifications and notes. */
public final class RoomKey {
    /** The extra of an intent in which it travels. */
    public static final String EXTRA = "room";

    private static final String OPEN = "open:";
    private static final String OWNED = "owned:";

    private RoomKey() {}

    public static String of(RoomRef room) {
        return (room instanceof RoomRef.Open ? OPEN : OWNED) + room;
    }

    /**
     * @throws IllegalArgumentException if the text is no room's
     */
    public static RoomRef read(String text) {
        if (text != null && text.startsWith(OPEN)) {
            return RoomRef.open(text.substring(OPEN.length()));
        }
        if (text != null && text.startsWith(OWNED)) {
            return RoomRef.owned(LogId.of(text.substring(OWNED.length())));
        }
        throw new IllegalArgumentException("no room");
    }
}
