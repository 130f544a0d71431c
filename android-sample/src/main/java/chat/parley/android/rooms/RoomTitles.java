package chat.parley.android.rooms;

import chat.parley.client.ParleyClient;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.client.naming.Alike;
import chat.parley.client.naming.InertText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What rooms are called. A title is what some admin chose, and a conversation is called after the other: where two look
 * alike, the start of an id tells them apart (A55). Only an open room's name begins with {@value #OPEN}. The worker's.
 */
public final class RoomTitles {
    private static final String OPEN = "#";
    private static final String ACCOUNT = "@";

    private final ParleyClient client;
    private final Map<String, List<RoomRef>> alike = new HashMap<>();

    public RoomTitles(ParleyClient client) {
        this.client = client;
        client.rooms()
                .forEach(each -> alike.computeIfAbsent(Alike.fold(plain(each)), key -> new ArrayList<>())
                        .add(each));
    }

    /** The room's name: different for any two rooms that this client is in. */
    public String of(RoomRef room) {
        String plain = plain(room);
        List<RoomRef> others = new ArrayList<>(alike.getOrDefault(Alike.fold(plain), Collections.emptyList()));
        others.remove(room);
        return others.isEmpty() || room instanceof RoomRef.Open
                ? plain
                : plain + "~" + Alike.start(id(room), others.stream().map(this::id));
    }

    private String plain(RoomRef room) {
        if (room instanceof RoomRef.Open) {
            return OPEN + room;
        }
        Optional<RoomInfo> info = client.room(room);
        String title = info.map(RoomInfo::title).orElse(room.toString());
        if (info.map(RoomInfo::kind).equals(Optional.of(RoomInfo.Kind.DIRECT))) {
            return InertText.name(title);
        }
        String inert = InertText.title(title);
        return inert.startsWith(OPEN) || inert.startsWith(ACCOUNT) ? "(" + inert + ")" : inert;
    }

    /** Of a conversation the other's: it is what their name has behind it elsewhere. */
    private String id(RoomRef room) {
        return client.room(room)
                .flatMap(RoomInfo::peer)
                .map(peer -> peer.user().toString())
                .orElse(room.toString());
    }
}
