package chat.parley.android.service;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.EventId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which messages are worth a notification, and which of a room were not seen yet. */
final class News {
    /** So many lines are shown of a room. */
    static final int MAX_LINES = 6;

    private final Map<RoomRef, List<ClientEvent.Message>> unseen = new HashMap<>();
    private RoomRef seen;

    void seeing(RoomRef room) {
        seen = room;
        unseen.remove(room);
    }

    void read(RoomRef room) {
        unseen.remove(room);
    }

    /** It is not looked at any more; another one may be already. */
    void notSeeing(RoomRef room) {
        if (room.equals(seen)) {
            seen = null;
        }
    }

    /** Whether a room is looked at. */
    boolean isSeen(RoomRef room) {
        return room.equals(seen);
    }

    /** Keeps a message of somebody else in a room that is not looked at; says whether it is one. */
    boolean isNews(ClientEvent.Message message) {
        if (message.sender().self()
                || message.marks().deleted()
                || message.room().equals(seen)) {
            return false;
        }
        List<ClientEvent.Message> lines = unseen.computeIfAbsent(message.room(), room -> new ArrayList<>());
        lines.add(message);
        if (lines.size() > MAX_LINES) {
            lines.remove(0);
        }
        return true;
    }

    /** A message is another one now; says whether it is among the lines. */
    boolean changed(ClientEvent.Message message) {
        List<ClientEvent.Message> lines = unseen.getOrDefault(message.room(), new ArrayList<>());
        boolean[] here = {false};
        lines.replaceAll(each -> {
            boolean same = each.id().equals(message.id());
            here[0] |= same;
            return same ? message : each;
        });
        return message.marks().deleted() ? hidden(message.room(), Collections.singletonList(message.id())) : here[0];
    }

    /** Messages are not shown any more; says whether one is among the lines. */
    boolean hidden(RoomRef room, List<EventId> messages) {
        return unseen.getOrDefault(room, new ArrayList<>()).removeIf(each -> messages.contains(each.id()));
    }

    void forget() {
        unseen.clear();
    }

    /** The last lines of a room that were not seen, oldest first. */
    List<ClientEvent.Message> of(RoomRef room) {
        return unseen.getOrDefault(room, Collections.emptyList());
    }
}
