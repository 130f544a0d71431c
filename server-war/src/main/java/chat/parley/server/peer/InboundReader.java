package chat.parley.server.peer;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.frame.BadFrameException;
import chat.parley.protocol.frame.EventText;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.sync.Exchange;
import java.util.ArrayList;
import java.util.List;

/** Reads frames and checks the events in them: all that can be done before the node's one thread. Thread-safe. */
public final class InboundReader {
    private final FrameCodec frames;
    private final EventCodec events;

    public InboundReader(FrameCodec frames, EventCodec events) {
        this.frames = frames;
        this.events = events;
    }

    /**
     * Reads a text.
     *
     * @throws BadFrameException if it is no frame, or has too many events
     */
    public Inbound read(String text) throws BadFrameException {
        return check(frames.read(text));
    }

    /** Checks the events of a frame. */
    public Inbound check(Frame frame) throws BadFrameException {
        List<EventText> texts = List.of();
        if (frame instanceof Post post) {
            texts = post.events();
        } else if (frame instanceof Events some) {
            texts = some.events();
        } else if (frame instanceof Page page) {
            texts = page.events();
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
