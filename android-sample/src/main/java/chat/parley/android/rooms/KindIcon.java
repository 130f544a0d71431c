package chat.parley.android.rooms;

import chat.parley.android.R;
import chat.parley.client.RoomInfo;

/** What shows which kind of room something is, whatever it is called. */
public final class KindIcon {
    private KindIcon() {}

    /** The picture. */
    public static int of(RoomInfo.Kind kind) {
        return switch (kind) {
            case OPEN -> R.drawable.ic_kind_open;
            case OWNED -> R.drawable.ic_kind_owned;
            case DIRECT -> R.drawable.ic_kind_direct;
        };
    }

    /** The same in a word. */
    public static int word(RoomInfo.Kind kind) {
        return switch (kind) {
            case OPEN -> R.string.kind_open_short;
            case OWNED -> R.string.kind_owned_short;
            case DIRECT -> R.string.kind_direct_short;
        };
    }
}
