package chat.parley.protocol.content;

import chat.parley.protocol.id.EventId;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.keys.Card;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads and writes what is inside a ciphertext. Fields come in any order and unknown ones are passed over: nobody signs
 * this form. Thread-safe.
 */
public final class ContentCodec {
    private static final int MAX_KIND = 32;

    private final JsonReaderFactory readers =
            JsonProvider.provider().createReaderFactory(Collections.<String, Object>emptyMap());

    /**
     * The bytes to encrypt.
     *
     * @throws IllegalArgumentException if a text is empty or too long, or a reaction is none
     */
    public byte[] write(Content content) {
        JsonText out = new JsonText().open();
        if (content instanceof Content.Text) {
            out.field("kind", "text").field("text", checkedText(((Content.Text) content).text()));
        } else if (content instanceof Content.Reply) {
            Content.Reply reply = (Content.Reply) content;
            out.field("kind", "reply").field("to", reply.to()).field("text", checkedText(reply.text()));
        } else if (content instanceof Content.Edit) {
            Content.Edit edit = (Content.Edit) content;
            out.field("kind", "edit").field("of", edit.of()).field("text", checkedText(edit.text()));
        } else if (content instanceof Content.Delete) {
            out.field("kind", "delete").field("of", ((Content.Delete) content).of());
        } else if (content instanceof Content.Reaction) {
            Content.Reaction reaction = (Content.Reaction) content;
            out.field("kind", "reaction")
                    .field("to", reaction.to())
                    .field("reaction", checkedReaction(reaction.reaction()))
                    .raw("on", Boolean.toString(reaction.on()));
        } else if (content instanceof Content.Receipt) {
            Content.Receipt receipt = (Content.Receipt) content;
            out.field("kind", "receipt")
                    .field("state", receipt.state().name().toLowerCase(Locale.ROOT))
                    .field("upTo", receipt.upTo());
        } else if (content instanceof Content.Title) {
            out.field("kind", "card")
                    .raw("card", ((Content.Title) content).card().write());
        } else {
            throw new IllegalArgumentException("a kind that is not known is not written");
        }
        return out.close().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What was said; empty if it is not of this form, or a known kind without what it needs. */
    public Optional<Content> read(byte[] bytes) {
        try (JsonReader reader = readers.createReader(new StringReader(text(bytes)))) {
            return Optional.of(read(reader.readObject()));
        } catch (JsonException
                | CharacterCodingException
                | NullPointerException
                | ClassCastException
                | MalformedJsonException
                | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Content read(JsonObject in) throws MalformedJsonException {
        String kind = in.getString("kind");
        switch (kind) {
            case "text":
                return new Content.Text(checkedText(in.getString("text")));
            case "reply":
                return new Content.Reply(id(in, "to"), checkedText(in.getString("text")));
            case "edit":
                return new Content.Edit(id(in, "of"), checkedText(in.getString("text")));
            case "delete":
                return new Content.Delete(id(in, "of"));
            case "reaction":
                return new Content.Reaction(
                        id(in, "to"), checkedReaction(in.getString("reaction")), in.getBoolean("on"));
            case "receipt":
                return new Content.Receipt(state(in.getJsonString("state")), id(in, "upTo"));
            case "card":
                return new Content.Title(Card.read(in.getJsonObject("card").toString()));
            default:
                return new Content.Unknown(kind.length() <= MAX_KIND ? kind : kind.substring(0, MAX_KIND));
        }
    }

    private static EventId id(JsonObject in, String name) {
        return EventId.of(in.getString(name));
    }

    private static Content.Receipt.State state(JsonString text) {
        for (Content.Receipt.State each : Content.Receipt.State.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(text.getString())) {
                return each;
            }
        }
        throw new IllegalArgumentException("no such state");
    }

    private static String checkedText(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > Content.MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("a text has 1 to " + Content.MAX_TEXT_BYTES + " bytes");
        }
        return text;
    }

    private static String checkedReaction(String reaction) {
        int length = reaction.codePointCount(0, reaction.length());
        if (length < 1
                || length > Content.MAX_REACTION
                || reaction.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c))) {
            throw new IllegalArgumentException(
                    "a reaction has 1 to " + Content.MAX_REACTION + " characters, none blank");
        }
        return reaction;
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
