package chat.parley.protocol.event;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.epoch.EpochCodec;
import chat.parley.protocol.epoch.EpochHead;
import chat.parley.protocol.epoch.EpochPart;
import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.json.MalformedJsonException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes events and checks what came from elsewhere. Keeps no state; thread-safe. */
public final class EventCodec {
    /** The kind, of class key, whose body is an {@link EpochBody}. */
    public static final String EPOCH = "epoch";

    /** Largest body, in bytes. */
    public static final int MAX_BODY_BYTES = 64 * 1024;

    /** Largest body of an epoch, in bytes. */
    public static final int MAX_EPOCH_BYTES = 1024 * 1024;

    /** Largest part of an epoch, in bytes: its head, one box and twice the way up the tree. */
    public static final int MAX_PART_BYTES = 12 * 1024;

    private final Crypto crypto;
    private final HeaderCodec headers = new HeaderCodec();
    private final EpochCodec epochs;

    public EventCodec(Crypto crypto) {
        this.crypto = crypto;
        this.epochs = new EpochCodec(crypto);
    }

    /** The form of epochs' bodies. */
    public EpochCodec epochs() {
        return epochs;
    }

    /**
     * Checks an event that came from elsewhere: form, body, signature, in this order.
     *
     * @throws InvalidEventException if anything is not exactly right
     */
    public Event read(String headerText, String signature, Payload payload) throws InvalidEventException {
        Header header = headers.read(headerText);
        checkPayload(header, payload);
        Signature parsed;
        try {
            parsed = Signature.of(signature);
        } catch (IllegalArgumentException e) {
            throw new InvalidEventException(RefusalCode.BAD_SIGNATURE, "the signature is malformed");
        }
        byte[] bytes = headerText.getBytes(StandardCharsets.US_ASCII);
        if (!crypto.verify(header.device(), parsed, Label.EVENT_SIGNATURE, bytes)) {
            throw new InvalidEventException(RefusalCode.BAD_SIGNATURE, "the signature is not this device's");
        }
        return new Event(id(bytes), header, headerText, parsed, payload);
    }

    /**
     * Reads back an event that this process checked before it stored it.
     *
     * @throws IllegalStateException if the text is no event's: the store is damaged
     */
    public Event trusted(String headerText, String signature, Payload payload) {
        try {
            Header header = headers.read(headerText);
            return new Event(
                    id(headerText.getBytes(StandardCharsets.US_ASCII)),
                    header,
                    headerText,
                    Signature.of(signature),
                    payload);
        } catch (InvalidEventException | IllegalArgumentException e) {
            throw new IllegalStateException("a stored event is damaged: " + e.getMessage());
        }
    }

    /**
     * Signs a new event.
     *
     * @throws IllegalArgumentException if the body is empty or no Unicode, or no epoch's though the kind says so, or if body
     *     or header are larger than anybody takes
     */
    public Event sign(Draft draft, Place place, SigningKey key) {
        byte[] body;
        try {
            body = utf8(draft.body);
        } catch (InvalidEventException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
        if (body.length == 0) {
            throw new IllegalArgumentException("the body is empty");
        }
        boolean epoch = draft.eventClass == EventClass.KEY && draft.kind.equals(EPOCH);
        if (body.length > limit(epoch)) {
            throw new IllegalArgumentException("the body is too large");
        }
        Header header = new Header(
                draft.rules,
                place.log,
                draft.eventClass,
                draft.kind,
                draft.author,
                place.seq,
                place.prev,
                place.parents,
                place.control,
                place.lamport,
                draft.time,
                draft.blobs,
                bodyHash(draft, body),
                body.length);
        String text = headers.write(header);
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > Header.MAX_BYTES) {
            throw new IllegalArgumentException("the header is too large");
        }
        return new Event(
                id(bytes), header, text, crypto.sign(key, Label.EVENT_SIGNATURE, bytes), new Payload.Whole(draft.body));
    }

    /** The part of an epoch that {@code device} needs: the event with its box and proofs instead of all boxes. */
    public Event partFor(Event epoch, DeviceId device) {
        return parts(epoch).apply(device);
    }

    /** {@link #partFor} for many devices: the body is read and its tree built once. */
    public Function<DeviceId, Event> parts(Event epoch) {
        Optional<String> body = epoch.body();
        if (!body.isPresent()) {
            return device -> epoch;
        }
        try {
            Function<DeviceId, EpochPart> parts = epochs.parts(epochs.readBody(body.get()));
            return device -> epoch.with(new Payload.Part(epochs.write(parts.apply(device))));
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("a stored epoch is damaged");
        }
    }

    /** The head of an epoch, from its whole body or a part. */
    public EpochHead epochHead(Event epoch) throws InvalidEventException {
        try {
            Optional<String> body = epoch.body();
            if (!body.isPresent() && !(epoch.payload() instanceof Payload.Part)) {
                throw bad("the body is missing");
            }
            return body.isPresent()
                    ? epochs.readBody(body.get()).head()
                    : epochs.readPart(((Payload.Part) epoch.payload()).text()).head();
        } catch (MalformedJsonException e) {
            throw bad(e.getMessage());
        }
    }

    private void checkPayload(Header header, Payload payload) throws InvalidEventException {
        boolean epoch = header.key(EPOCH);
        if (header.length() > limit(epoch)) {
            throw new InvalidEventException(RefusalCode.TOO_LARGE, "the body is too large");
        }
        if (payload instanceof Payload.Whole) {
            // The limit first: nobody makes this read more than the header has room for.
            if (((Payload.Whole) payload).text().length() > header.length()) {
                throw bad("the body is not the one that the header names");
            }
            byte[] bytes = utf8(((Payload.Whole) payload).text());
            Hash hash = epoch ? epochRoot(((Payload.Whole) payload).text()) : crypto.hash(Label.BODY, bytes);
            if (bytes.length != header.length() || !hash.equals(header.body())) {
                throw bad("the body is not the one that the header names");
            }
        } else if (payload instanceof Payload.Part) {
            if (((Payload.Part) payload).text().length() > MAX_PART_BYTES) {
                throw new InvalidEventException(RefusalCode.TOO_LARGE, "the part is too large");
            }
            if (!epoch || !partRoot(((Payload.Part) payload).text()).equals(header.body())) {
                throw bad("the part is not of the body that the header names");
            }
        } else if (header.eventClass() != EventClass.CONTENT) {
            throw bad("a control or key event needs its body");
        }
    }

    private static int limit(boolean epoch) {
        return epoch ? MAX_EPOCH_BYTES : MAX_BODY_BYTES;
    }

    private Hash epochRoot(String body) throws InvalidEventException {
        try {
            EpochBody epoch = epochs.readBody(body);
            return epochs.root(epoch);
        } catch (MalformedJsonException e) {
            throw bad(e.getMessage());
        }
    }

    private Hash partRoot(String text) throws InvalidEventException {
        try {
            EpochPart part = epochs.readPart(text);
            return epochs.root(part);
        } catch (MalformedJsonException e) {
            throw bad(e.getMessage());
        }
    }

    private Hash bodyHash(Draft draft, byte[] body) {
        if (draft.eventClass == EventClass.KEY && draft.kind.equals(EPOCH)) {
            try {
                return epochs.root(epochs.readBody(draft.body));
            } catch (MalformedJsonException e) {
                throw new IllegalArgumentException("not the body of an epoch: " + e.getMessage());
            }
        }
        return crypto.hash(Label.BODY, body);
    }

    /** The id that a header's text has, canonical or not. */
    public EventId idOf(String headerText) {
        return id(headerText.getBytes(StandardCharsets.UTF_8));
    }

    private EventId id(byte[] header) {
        return new EventId(crypto.hash(Label.EVENT_ID, header).bytes());
    }

    private static byte[] utf8(String text) throws InvalidEventException {
        try {
            ByteBuffer out = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[out.remaining()];
            out.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw bad("the body is not valid Unicode");
        }
    }

    private static InvalidEventException bad(String message) {
        return new InvalidEventException(RefusalCode.BAD_BODY, message);
    }

    /**
     * What a new event says, and who says it.
     *
     * @param blobs the files that the body refers to, ascending, none twice
     */
    public record Draft(
            String rules,
            EventClass eventClass,
            String kind,
            Header.Author author,
            String body,
            long time,
            List<BlobId> blobs) {
        /** One that refers to no files. */
        public Draft(String rules, EventClass eventClass, String kind, Header.Author author, String body, long time) {
            this(rules, eventClass, kind, author, body, time, Collections.<BlobId>emptyList());
        }
    }

    /**
     * Where a new event goes: made by {@link chat.parley.protocol.log.Replica#place}.
     *
     * @param log empty for a genesis
     */
    public record Place(
            Optional<LogId> log,
            long seq,
            Optional<EventId> prev,
            List<EventId> parents,
            List<EventId> control,
            long lamport) {
        /** The place of a log's first event. */
        public static Place genesis() {
            return new Place(
                    Optional.empty(),
                    1,
                    Optional.empty(),
                    Collections.<EventId>emptyList(),
                    Collections.<EventId>emptyList(),
                    0);
        }
    }
}
