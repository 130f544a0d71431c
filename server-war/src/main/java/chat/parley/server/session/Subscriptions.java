package chat.parley.server.session;

import chat.parley.protocol.frame.Again;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.sync.Extent;
import java.util.HashMap;
import java.util.Map;

/** The logs to which one client is subscribed, and how much of each it may read. */
final class Subscriptions {
    /** Most logs that one client subscribes to. */
    static final int MAX = 1000;

    private final ClientSession session;
    private final Readership readers;
    private final ReadingRights rights;
    private final Map<LogId, Following> followed = new HashMap<>();

    /** One log. What the client may read of it is looked up when that changes, not when something is sent. */
    private static final class Following {
        private Extent extent = Extent.WHOLE;

        /** Whether the client has an answer, or one is on its way: what changes before that need not be told. */
        private boolean answered;

        /** Whether what is new goes out at once, or the client is still being brought up to date. */
        private boolean live;
    }

    Subscriptions(ClientSession session, Readership readers, ReadingRights rights) {
        this.session = session;
        this.readers = readers;
        this.rights = rights;
    }

    boolean has(LogId log) {
        return followed.containsKey(log);
    }

    /** Whether one more is more than a client may have. */
    boolean full() {
        return followed.size() >= MAX;
    }

    /** The client has asked for a log, or asks anew. */
    void begin(LogId log) {
        followed.put(log, new Following());
        place(log);
    }

    /** The client is answered now, by what it may read now. */
    void answered(LogId log) {
        if (has(log)) {
            place(log);
            followed.get(log).answered = true;
        }
    }

    /** The client has all that was there: what is new goes out at once. */
    void live(LogId log) {
        if (has(log)) {
            followed.get(log).live = true;
        }
    }

    boolean hears(LogId log) {
        Following following = followed.get(log);
        return following != null && following.live;
    }

    /** What the client may read now: of a room with an owner to which it is not subscribed, what anybody may. */
    Extent extent(LogId log) {
        Following following = followed.get(log);
        if (following != null) {
            return following.extent;
        }
        return rights.owned(log) ? Extent.CONTROL : Extent.WHOLE;
    }

    /** Who is in the room, or whose device it is, has changed: if that changes what the client may read, it is to ask again. */
    void review(LogId log) {
        Following following = followed.get(log);
        Extent before = following.extent;
        if (place(log).equals(before)) {
            return;
        }
        following.live = false;
        if (following.answered) {
            session.peer().send(new Again(log.toString()));
        }
    }

    /** More is known of the user's devices. */
    void reviewAll() {
        followed.keySet().stream().filter(rights::owned).toList().forEach(this::review);
    }

    void end(LogId log) {
        followed.remove(log);
        readers.remove(log, session);
    }

    void endAll() {
        followed.keySet().forEach(log -> readers.remove(log, session));
        followed.clear();
    }

    private Extent place(LogId log) {
        Extent extent = rights.of(log, session.user(), session.device());
        followed.get(log).extent = extent;
        readers.put(log, session, extent);
        return extent;
    }
}
