package chat.parley.protocol.event;

import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.Id;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.json.JsonFields;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads and writes headers. A header has exactly one text: what is read is written again and must come out the same, so
 * white space, another order, repeated or unknown fields and escapes are all refused by one rule.
 */
public final class HeaderCodec {
    private static final Pattern TOKEN = Pattern.compile("[a-z][a-z0-9/-]{0,31}");

    private final JsonFields.Source source = new JsonFields.Source();

    /** The one text of a header: ASCII. */
    public String write(Header header) {
        return new JsonText()
                .open()
                .field("rules", header.rules())
                .field("log", text(header.log()))
                .field("class", header.eventClass())
                .field("kind", header.kind())
                .field("user", text(header.author().user()))
                .field("device", header.device())
                .field("seq", header.seq())
                .field("prev", text(header.prev()))
                .field("parents", header.parents())
                .field("control", header.control())
                .field("lamport", header.lamport())
                .field("time", header.time())
                .field("blobs", header.blobs())
                .field("body", header.body())
                .field("length", header.length())
                .close()
                .toString();
    }

    /**
     * Reads a header.
     *
     * @throws InvalidEventException TOO_LARGE or BAD_HEADER
     */
    public Header read(String text) throws InvalidEventException {
        if (text.length() > Header.MAX_BYTES) {
            throw new InvalidEventException(RefusalCode.TOO_LARGE, "the header is too large");
        }
        Header header;
        try (JsonFields fields = source.read(text)) {
            header = fields(fields.open());
            fields.shut().end();
        } catch (MalformedJsonException e) {
            throw bad(e.getMessage());
        }
        check(header);
        if (!write(header).equals(text)) {
            throw bad("the header is not in its one form");
        }
        return header;
    }

    private static Header fields(JsonFields in) throws MalformedJsonException {
        return new Header(
                in.text("rules"),
                optional(in.text("log"), LogId::of),
                JsonFields.map(in.text("class"), EventClass::of),
                in.text("kind"),
                new Header.Author(
                        optional(in.text("user"), UserId::of), JsonFields.map(in.text("device"), DeviceId::of)),
                in.number("seq"),
                optional(in.text("prev"), EventId::of),
                JsonFields.map(in.texts("parents", Header.MAX_PARENTS), EventId::of),
                JsonFields.map(in.texts("control", Header.MAX_CONTROL), EventId::of),
                in.number("lamport"),
                in.number("time"),
                JsonFields.map(in.texts("blobs", Header.MAX_BLOBS), BlobId::of),
                JsonFields.map(in.text("body"), Hash::of),
                in.number("length"));
    }

    private static void check(Header header) throws InvalidEventException {
        if (!TOKEN.matcher(header.rules()).matches()
                || !TOKEN.matcher(header.kind()).matches()) {
            throw bad("rules and kind are short words in lower case");
        }
        if (header.seq() < 1 || (header.seq() == 1) == header.prev().isPresent()) {
            throw bad("prev is there from the second event of a device on, and only then");
        }
        if (!ascending(header.parents()) || !ascending(header.control()) || !ascending(header.blobs())) {
            throw bad("parents, control and blobs are ascending");
        }
        if (header.prev().isPresent() && header.parents().contains(header.prev().get())) {
            throw bad("prev is not repeated among the parents");
        }
        if (header.length() < 1) {
            // On the way an empty body could not be told from a dropped one.
            throw bad("a body is never empty");
        }
        boolean first = header.antecedents().isEmpty();
        if (header.genesis() != first || header.genesis() != header.control().isEmpty()) {
            throw bad("a genesis, and nothing else, has no log, no parents and no control");
        }
        if (header.genesis() != (header.lamport() == 0)) {
            throw bad("lamport is 0 in a genesis, and only there");
        }
    }

    private static boolean ascending(List<? extends Id> ids) {
        for (int i = 1; i < ids.size(); i++) {
            if (ids.get(i - 1).compareTo(ids.get(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static <T> Optional<T> optional(String text, Function<String, T> mapping) throws MalformedJsonException {
        return text.isEmpty() ? Optional.empty() : Optional.of(JsonFields.map(text, mapping));
    }

    private static String text(Optional<? extends Id> id) {
        return id.isPresent() ? id.get().toString() : "";
    }

    private static InvalidEventException bad(String message) {
        return new InvalidEventException(RefusalCode.BAD_HEADER, message);
    }
}
