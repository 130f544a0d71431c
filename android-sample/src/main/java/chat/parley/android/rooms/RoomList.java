package chat.parley.android.rooms;

import chat.parley.android.app.Names;
import chat.parley.android.app.Opened;
import chat.parley.client.ClientEvent;
import chat.parley.client.OwnedRooms;
import chat.parley.client.ParleyClient;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.client.Waiting;
import chat.parley.protocol.id.EventId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rooms as they are listed, and the invitations above them.
 *
 * @param entering rooms that the person is on the way into
 * @param rows those where something was said last first
 */
public record RoomList(List<OwnedRooms.Invited> invited, List<Entering> entering, List<RoomRow> rows) {
    /** So many unread messages are counted. */
    public static final int MAX_UNREAD = 99;

    /** A room that opens when a server has answered. */
    public record Entering(RoomRef room, String title) {}

    /**
     * Asks the client; on the worker. A sender's clock that is ahead does not keep a room at the top: it is where it was when
     * this phone heard of it.
     */
    public static RoomList of(Opened opened, Instant now) {
        Notes notes = new Notes(opened.notes());
        RoomTitles titles = new RoomTitles(opened.client());
        List<RoomRow> rows = new ArrayList<>();
        for (RoomRef room : opened.client().rooms()) {
            rows.add(row(opened.client(), titles, notes, room));
        }
        Map<RoomRef, Instant> heard = new HashMap<>();
        for (RoomRow row : rows) {
            Instant sent = row.last().map(ClientEvent.Message::time).orElse(now);
            heard.put(row.room(), notes.heard(row.room(), row.last().map(ClientEvent.Message::id), sent, now));
        }
        notes.keep();
        rows.sort(Comparator.comparing((RoomRow row) -> heard.get(row.room())).reversed());
        return new RoomList(opened.client().owned().invited(), entering(opened.client(), titles, notes), rows);
    }

    /** Whether there is nothing to list. */
    boolean isEmpty() {
        return invited.isEmpty() && entering.isEmpty() && rows.isEmpty();
    }

    private static List<Entering> entering(ParleyClient client, RoomTitles titles, Notes notes) {
        List<Entering> entering = new ArrayList<>();
        for (RoomRef room : notes.entering()) {
            if (client.rooms().contains(room)) {
                // In, and it was not heard here: the app was not there.
                notes.entered(room);
            } else {
                boolean known =
                        room instanceof RoomRef.Open || client.room(room).isPresent();
                entering.add(new Entering(room, known ? titles.of(room) : ""));
            }
        }
        return entering;
    }

    private static RoomRow row(ParleyClient client, RoomTitles titles, Notes notes, RoomRef room) {
        List<ClientEvent.Message> last = client.history(room, MAX_UNREAD + 1);
        RoomInfo.Kind kind = client.room(room).map(RoomInfo::kind).orElse(RoomInfo.Kind.OPEN);
        Optional<ClientEvent.Message> newest =
                last.isEmpty() ? Optional.empty() : Optional.of(last.get(last.size() - 1));
        return new RoomRow(
                room,
                kind,
                titles.of(room),
                newest,
                newest.map(each -> speaker(client, each)).orElse(""),
                waits(client.waiting(room)),
                unread(last, notes.read(room)),
                notes.draft(room));
    }

    private static String waits(List<Waiting> waiting) {
        return waiting.isEmpty() ? "" : waiting.get(waiting.size() - 1).text();
    }

    private static String speaker(ParleyClient client, ClientEvent.Message message) {
        return message.sender().self()
                ? message.sender().name()
                : new Names(client.members(message.room())).of(message.sender());
    }

    /** Others' messages behind the last one that was seen, or that one said oneself. */
    static int unread(List<ClientEvent.Message> messages, Optional<EventId> seen) {
        int unread = 0;
        for (int i = messages.size() - 1; i >= 0; i--) {
            ClientEvent.Message each = messages.get(i);
            if (each.sender().self() || Optional.of(each.id()).equals(seen)) {
                break;
            }
            unread += each.marks().deleted() ? 0 : 1;
        }
        return Math.min(unread, MAX_UNREAD);
    }
}
