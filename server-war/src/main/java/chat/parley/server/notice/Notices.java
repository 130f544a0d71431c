package chat.parley.server.notice;

import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Notice;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.keys.NoticeSealer;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.rules.RoomState;
import chat.parley.server.peer.Peer;
import chat.parley.server.socket.WireText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Passes notices on to clients and linked servers, each once and written once, if the room's own log says that whoever made
 * them may write there. They come with their signatures checked. Used on the node's thread.
 */
public final class Notices {
    /** Notices that are remembered to have been passed on, so that none goes round in circles. */
    static final int MAX_RECENT = 4096;

    private final Ledger ledger;
    private final Predicate<LogId> hosted;
    private final FrameCodec frames;
    private final List<Ear> ears;
    private final Map<String, Boolean> recent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_RECENT;
        }
    };

    /** Whoever has connections over which notices go on. */
    @FunctionalInterface
    public interface Ear {
        /**
         * A notice is to go on.
         *
         * @param state who is in the room
         * @param text the whole frame: the same object for all
         * @param from where it came from, and does not go
         */
        void hear(LogId log, RoomState state, WireText text, Peer from);
    }

    /** Where notices go that a connection brings. */
    @FunctionalInterface
    public interface Outlet {
        void pass(Notice notice, Peer from);
    }

    /**
     * @param hosted which logs this server hosts: of others it knows and tells nothing
     */
    public Notices(Ledger ledger, Predicate<LogId> hosted, FrameCodec frames, List<Ear> ears) {
        this.ledger = ledger;
        this.hosted = hosted;
        this.frames = frames;
        this.ears = List.copyOf(ears);
    }

    /** Passes a notice on, unless it is not to be, or has been. */
    public void pass(Notice notice, Peer from) {
        NoticeSealer.Origin origin = NoticeSealer.Origin.of(notice);
        if (!hosted.test(origin.log())) {
            return;
        }
        RoomState state = ledger.replica().peek(origin.log()).state();
        if (state.members().size() > NoticeSealer.MAX_MEMBERS
                || !state.mayWrite(origin.user(), origin.device())
                || recent.putIfAbsent(notice.nonce(), true) != null) {
            return;
        }
        WireText text = new WireText(frames.write(notice));
        ears.forEach(ear -> ear.hear(origin.log(), state, text, from));
    }
}
