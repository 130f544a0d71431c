package chat.parley.simulation;

import chat.parley.protocol.event.EventText;
import chat.parley.protocol.frame.BadFrameException;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Heads;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.frame.Stored;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Frames as they go over the wire: typed, to be fast, or as the text that they have in the world. */
final class FrameLines {
    private static final FrameCodec CODEC = new FrameCodec();
    private static final int MAX_KNOWN = 64;

    private final boolean asText;
    private final Chronicle chronicle;
    private final Map<String, Frame> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Frame> eldest) {
            return size() > MAX_KNOWN;
        }
    };

    FrameLines(boolean asText, Chronicle chronicle) {
        this.asText = asText;
        this.chronicle = chronicle;
    }

    /** The codec that servers write their frames with. */
    FrameCodec codec() {
        return CODEC;
    }

    Object item(Frame frame) {
        return asText ? CODEC.write(frame) : frame;
    }

    /** What a server has written once for many. */
    Object item(String text) {
        return asText ? text : parsed(text);
    }

    Frame frame(Object item) {
        if (item instanceof Frame) {
            return (Frame) item;
        }
        try {
            return CODEC.read((String) item);
        } catch (BadFrameException e) {
            throw new Violation("frames", "what was written cannot be read: " + item, e);
        }
    }

    boolean isEvents(Object item) {
        return item instanceof Events || item instanceof String && ((String) item).contains("\"type\":\"events\"");
    }

    String describe(Object item) {
        if (item instanceof String && Flooder.GARBAGE.contains(item)) {
            return "garbage";
        }
        Object frame = item instanceof String ? parsed((String) item) : item;
        if (frame instanceof Events) {
            return "events" + events(((Events) frame).events());
        } else if (frame instanceof Post) {
            return "post" + events(((Post) frame).events());
        } else if (frame instanceof Page) {
            Page page = (Page) frame;
            return "page " + brief(page.log()) + (page.more() ? " more" : "") + events(page.events());
        } else if (frame instanceof Stored) {
            return "stored" + briefs(((Stored) frame).ids());
        } else if (frame instanceof Fetch) {
            return "fetch" + briefs(((Fetch) frame).ids());
        } else if (frame instanceof Heads) {
            StringBuilder out = new StringBuilder("heads");
            ((Heads) frame).logs().forEach(log -> out.append(" |").append(briefs(log.heads())));
            return out.toString();
        } else if (frame instanceof Problem || frame instanceof Refused) {
            return frame.toString();
        }
        return frame instanceof Frame ? frame.getClass().getSimpleName().toLowerCase() : frame.toString();
    }

    private Frame parsed(String text) {
        return known.computeIfAbsent(text, this::frame);
    }

    private String events(List<EventText> texts) {
        StringBuilder out = new StringBuilder();
        for (EventText each : texts) {
            out.append(' ').append(chronicle.name(each.header()));
        }
        return out.toString();
    }

    private static String briefs(List<String> ids) {
        StringBuilder out = new StringBuilder();
        for (String id : ids) {
            out.append(' ').append(brief(id));
        }
        return out.toString();
    }

    private static String brief(String id) {
        return id.isEmpty() ? "-" : id.substring(0, 6);
    }
}
