package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import java.util.List;

/** The last messages of a room, shown again to somebody who comes there, with a line before those that they have not seen. */
final class LastLines {
    /** So many are shown even if all were seen. */
    static final int SEEN = 5;

    /** So many are shown at most. */
    static final int MOST = 100;

    private final Session session;

    LastLines(Session session) {
        this.session = session;
    }

    /** @param unread messages of others that came since the person looked last */
    void show(RoomRef room, int unread) {
        List<ClientEvent.Message> last = session.last(room, MOST);
        int fresh = last.size();
        for (int left = Math.min(unread, MOST); left > 0 && fresh > 0; fresh--) {
            left -= last.get(fresh - 1).sender().self() ? 0 : 1;
        }
        int from = Math.max(0, Math.min(fresh, last.size() - SEEN));
        last.subList(from, fresh).forEach(session::show);
        if (fresh < last.size()) {
            session.tell(unread > MOST ? unread + " new; the last of them:" : unread + " new:");
            last.subList(fresh, last.size()).forEach(session::show);
        }
    }
}
