package chat.parley.protocol.event;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;
import java.util.function.Function;

/**
 * An event as it travels. An event that this process holds is written once, however many are sent it: {@link #json}
 * remembers. Thread-safe.
 */
public final class EventText {
    /** Names, quotes and the signature around an event. */
    private static final long AROUND = 160;

    /** What a control character becomes in JSON. */
    private static final int ESCAPED = 6;

    private final String header;
    private final String signature;
    private final String body;
    private final String part;
    private transient volatile String json;
    private transient volatile long length;

    /**
     * @param header the exact text of the header
     * @param body the body; empty if a part is here instead
     * @param part of an epoch: the head and the receiver's own box; else empty
     */
    @JsonbCreator
    public EventText(
            @JsonbProperty("header") String header,
            @JsonbProperty("signature") String signature,
            @JsonbProperty("body") String body,
            @JsonbProperty("part") String part) {
        this.header = Objects.requireNonNull(header, "header");
        this.signature = Objects.requireNonNull(signature, "signature");
        this.body = Objects.requireNonNull(body, "body");
        this.part = Objects.requireNonNull(part, "part");
    }

    public String header() {
        return header;
    }

    public String signature() {
        return signature;
    }

    public String body() {
        return body;
    }

    public String part() {
        return part;
    }

    /**
     * The JSON of this event in a frame.
     *
     * @param writer writes it when it is asked for the first time
     */
    public String json(Function<EventText, String> writer) {
        String written = json;
        if (written == null) {
            // Two threads may both write it: the same text.
            written = writer.apply(this);
            json = written;
        }
        return written;
    }

    /** Characters that it takes in a frame, or a few more: a body of control characters is six times as long there. */
    public long length() {
        long counted = length;
        if (counted == 0) {
            counted = AROUND + length(header) + length(body) + length(part);
            length = counted;
        }
        return counted;
    }

    private static long length(String text) {
        long length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                length += ESCAPED - 1;
            } else if (c == '"' || c == '\\') {
                length++;
            }
        }
        return length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventText
                && ((EventText) other).header.equals(header)
                && ((EventText) other).signature.equals(signature)
                && ((EventText) other).body.equals(body)
                && ((EventText) other).part.equals(part);
    }

    @Override
    public int hashCode() {
        return Objects.hash(header, signature, body, part);
    }

    @Override
    public String toString() {
        return "event " + header;
    }
}
