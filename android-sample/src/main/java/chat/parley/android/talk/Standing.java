package chat.parley.android.talk;

import chat.parley.android.R;
import chat.parley.client.ParleyClient;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.protocol.rules.Rank;
import java.util.Optional;

/** What this user may do in a room. */
enum Standing {
    SPEAKS(R.string.message_hint),
    /** A guest. */
    READS(R.string.guest_hint),
    /** Was removed, or has left. */
    OUT(R.string.out_hint);

    private final int hint;

    Standing(int hint) {
        this.hint = hint;
    }

    /** What the field says while it is empty. */
    int hint() {
        return hint;
    }

    /** Asks the client; on the worker. Into an open room, and a conversation of two, one may be on the way still. */
    static Standing of(ParleyClient client, RoomRef room) {
        Optional<RoomInfo> info = client.room(room);
        boolean direct = info.map(RoomInfo::kind).equals(Optional.of(RoomInfo.Kind.DIRECT));
        if (room instanceof RoomRef.Open || direct) {
            return SPEAKS;
        }
        if (!client.rooms().contains(room)) {
            return OUT;
        }
        return info.flatMap(RoomInfo::rank).equals(Optional.of(Rank.GUEST)) ? READS : SPEAKS;
    }
}
