package chat.parley.protocol.event;

import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import java.util.Comparator;
import java.util.Optional;

/**
 * An event whose header is canonical, whose signature is its device's and whose payload is what the header names: only
 * {@link EventCodec} makes one. Whether it is accepted into its log is another question. Thread-safe.
 */
public final class Event {
    /** The order of a log: a linear extension of causality, the same everywhere. */
    public static final Comparator<Event> ORDER = Comparator.comparingLong((Event e) -> e.header.lamport())
            .thenComparing(e -> e.header.device())
            .thenComparing(Event::id);

    private final EventId id;
    private final Header header;
    private final String headerText;
    private final Signature signature;
    private final Payload payload;
    private volatile EventText text;

    Event(EventId id, Header header, String headerText, Signature signature, Payload payload) {
        this.id = id;
        this.header = header;
        this.headerText = headerText;
        this.signature = signature;
        this.payload = payload;
    }

    /** Hash of the header. */
    public EventId id() {
        return id;
    }

    public Header header() {
        return header;
    }

    /** The header's exact text, stored and forwarded as it came. */
    public String headerText() {
        return headerText;
    }

    public Signature signature() {
        return signature;
    }

    public Payload payload() {
        return payload;
    }

    /** The log it belongs to; a genesis begins the log of its own id. */
    public LogId log() {
        return header.log().isPresent() ? header.log().get() : new LogId(id.bytes());
    }

    /** The author; the genesis of an identity makes the author's id. */
    public UserId user() {
        Optional<UserId> user = header.author().user();
        return user.isPresent() ? user.get() : new UserId(id.bytes());
    }

    /** The whole body, if it is here. */
    public Optional<String> body() {
        return payload instanceof Payload.Whole ? Optional.of(((Payload.Whole) payload).text()) : Optional.empty();
    }

    /** The event as it travels; always the same object, or one that equals it. */
    public EventText text() {
        EventText made = text;
        if (made == null) {
            made = new EventText(
                    headerText,
                    signature.toString(),
                    body().orElse(""),
                    payload instanceof Payload.Part ? ((Payload.Part) payload).text() : "");
            text = made;
        }
        return made;
    }

    /** The event without its body: all that its descendants are judged by. */
    public Event headerOnly() {
        return with(new Payload.Dropped());
    }

    /** The same event with another payload of the same body. */
    Event with(Payload other) {
        return new Event(id, header, headerText, signature, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Event && ((Event) other).id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return header.kind() + " " + id.brief();
    }
}
