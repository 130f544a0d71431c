package chat.parley.server.peer;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.frame.BadFrameException;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Notice;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.keys.NoticeSealer;
import chat.parley.protocol.sync.Exchange;
import java.util.ArrayList;
import java.util.List;

/** Reads frames and checks the events in them, and notices: all that can be done before the node's one thread. Thread-safe. */
public final class InboundReader {
    private final FrameCodec frames;
    private final EventCodec events;
    private final NoticeSealer notices;

    public InboundReader(FrameCodec frames, EventCodec events, Crypto crypto) {
        this.frames = frames;
        this.events = events;
        this.notices = new NoticeSealer(crypto);
    }

    /**
     * Reads a text.
     *
     * @throws BadFrameException if it is no frame, has too many events, or is a notice of another device than it names
     */
    public Inbound read(String text) throws BadFrameException {
        return check(frames.read(text));
    }

    /** Checks the events of a frame, or a notice. */
    public Inbound check(Frame frame) throws BadFrameException {
        List<EventText> texts = List.of();
        if (frame instanceof Post post) {
            texts = post.events();
        } else if (frame instanceof Events some) {
            texts = some.events();
        } else if (frame instanceof Page page) {
            texts = page.events();
        } else if (frame instanceof Notice notice && !notices.signed(notice)) {
            throw new BadFrameException(ProblemCode.BAD_FRAME, "a notice is not in its form or not its device's");
        }
        if (texts.size() > Exchange.MAX_EVENTS) {
            throw new BadFrameException(ProblemCode.TOO_MANY, "a frame has at most " + Exchange.MAX_EVENTS + " events");
        }
        List<Event> good = new ArrayList<>(texts.size());
        List<Refused> bad = new ArrayList<>(0);
        for (EventText each : texts) {
            try {
                good.add(FrameCodec.wholeEvent(events, each));
            } catch (InvalidEventException e) {
                bad.add(new Refused(
                        events.idOf(each.header()).toString(), e.code().name(), e.getMessage()));
            }
        }
        return new Inbound(frame, good, bad);
    }
}
