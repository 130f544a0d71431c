package chat.parley.protocol.frame;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.Payload;
import chat.parley.protocol.event.RefusalCode;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames to text and back, by JSON-B; the shape of what comes in is checked before JSON-B sees it. Thread-safe; closing it
 * frees what JSON-B holds.
 */
public final class FrameCodec implements AutoCloseable {
    /** Largest frame, in characters. */
    public static final int MAX_LENGTH = 4 * 1024 * 1024;

    /** Deepest nesting of a frame: events in a page in the frame. */
    public static final int MAX_DEPTH = 4;

    private static final String NO_EVENTS = "\"events\":[]";

    /** About as long as a message is, in characters. */
    private static final int AN_EVENT = 1500;

    private final Jsonb jsonb =
            JsonbBuilder.create(new JsonbConfig().withPropertyVisibilityStrategy(new ComponentVisibility()));
    private final int maxLength;

    public FrameCodec() {
        this(MAX_LENGTH);
    }

    /**
     * @param maxLength largest frame that is read, in characters
     */
    public FrameCodec(int maxLength) {
        this.maxLength = maxLength;
    }

    /** Writes a frame. An event that travels again and again is written once ({@link EventText#json}). */
    public String write(Frame frame) {
        if (!(frame instanceof Carrier) || ((Carrier) frame).events().isEmpty()) {
            return jsonb.toJson(frame);
        }
        String bare = jsonb.toJson(((Carrier) frame).bare());
        // A quote within a text is escaped, so this stands where it means what it says.
        int place = bare.indexOf(NO_EVENTS) + NO_EVENTS.length() - 1;
        StringBuilder text = new StringBuilder(
                bare.length() + AN_EVENT * ((Carrier) frame).events().size());
        text.append(bare, 0, place);
        String comma = "";
        for (EventText each : ((Carrier) frame).events()) {
            text.append(comma).append(each.json(jsonb::toJson));
            comma = ",";
        }
        return text.append(bare, place, bare.length()).toString();
    }

    /**
     * Reads a frame.
     *
     * @throws BadFrameException if it is none; nothing else is thrown, whatever the text
     */
    public Frame read(String text) throws BadFrameException {
        FrameShape.check(text, maxLength, MAX_DEPTH);
        try {
            Frame frame = jsonb.fromJson(text, Frame.class);
            if (frame == null) {
                throw new BadFrameException(ProblemCode.BAD_FRAME, "a frame is a JSON object");
            }
            return frame;
        } catch (JsonbException e) {
            throw refused(e);
        } catch (RuntimeException e) {
            throw new BadFrameException(ProblemCode.BAD_FRAME, "a field is missing or malformed");
        }
    }

    /** Events as they travel. */
    public static List<EventText> texts(List<Event> events) {
        List<EventText> texts = new ArrayList<>(events.size());
        for (Event event : events) {
            texts.add(event.text());
        }
        return texts;
    }

    /** Checks an event that travelled, whole or in part. */
    public static Event event(EventCodec codec, EventText text) throws InvalidEventException {
        return codec.read(text.header(), text.signature(), payload(text));
    }

    /** Checks an event that travelled to a server: it keeps events for others, so it takes only whole ones. */
    public static Event wholeEvent(EventCodec codec, EventText text) throws InvalidEventException {
        Event event = event(codec, text);
        if (!(event.payload() instanceof Payload.Whole)) {
            throw new InvalidEventException(RefusalCode.BAD_BODY, "a server takes whole events only");
        }
        return event;
    }

    @Override
    public void close() {
        try {
            jsonb.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Payload payload(EventText text) throws InvalidEventException {
        if (!text.part().isEmpty()) {
            if (!text.body().isEmpty()) {
                throw new InvalidEventException(RefusalCode.BAD_BODY, "an event has a body or a part, not both");
            }
            return new Payload.Part(text.part());
        }
        if (text.body().isEmpty()) {
            // The first copy is the one that is kept: a relay must not be able to take an event's body away for good.
            throw new InvalidEventException(RefusalCode.BAD_BODY, "the body is missing");
        }
        return new Payload.Whole(text.body());
    }

    private static BadFrameException refused(JsonbException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("alias") || message.contains("type information")
                ? new BadFrameException(ProblemCode.UNKNOWN_TYPE, "no frame is of this type")
                : new BadFrameException(
                        ProblemCode.BAD_FRAME, "not a frame's JSON, or a field is missing or malformed");
    }
}
