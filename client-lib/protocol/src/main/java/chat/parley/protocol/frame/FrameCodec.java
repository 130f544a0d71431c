package chat.parley.protocol.frame;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
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

    public String write(Frame frame) {
        return jsonb.toJson(frame);
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

    /** An event as it travels. */
    public static EventText text(Event event) {
        Payload payload = event.payload();
        String body = payload instanceof Payload.Whole ? ((Payload.Whole) payload).text() : "";
        String part = payload instanceof Payload.Part ? ((Payload.Part) payload).text() : "";
        return new EventText(event.headerText(), event.signature().toString(), body, part);
    }

    /** Events as they travel. */
    public static List<EventText> texts(List<Event> events) {
        List<EventText> texts = new ArrayList<>(events.size());
        for (Event event : events) {
            texts.add(text(event));
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
