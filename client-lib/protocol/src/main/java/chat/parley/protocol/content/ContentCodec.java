package chat.parley.protocol.content;

import chat.parley.protocol.blob.BlobRef;
import chat.parley.protocol.blob.FileLabel;
import chat.parley.protocol.blob.Preview;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.keys.Card;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads and writes what is inside a ciphertext. Fields come in any order and unknown ones are passed over: nobody signs
 * this form. Thread-safe.
 */
public final class ContentCodec {
    private static final int MAX_KIND = 32;

    /** Longest plaintext, in bytes: padded and in base64 it fits the body of an event. */
    public static final int MAX_BYTES = 40 * 1024 - 1;

    /** A longer preview is not even decoded. */
    private static final int MAX_PREVIEW_TEXT = (Preview.MAX_BYTES + 2) / 3 * 4;

    private static final Pattern TYPE =
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}");

    private final JsonReaderFactory readers =
            JsonProvider.provider().createReaderFactory(Collections.<String, Object>emptyMap());

    /**
     * The bytes to encrypt.
     *
     * @throws TooLongException if they would be more than {@value #MAX_BYTES}
     * @throws IllegalArgumentException if a text is empty or too long, a reaction is none, or a file's name, type, preview
     *     or caption is not allowed
     */
    public byte[] write(Content content) {
        byte[] bytes = text(content).getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            throw new TooLongException(
                    content instanceof Content.File
                            ? "the caption does not fit beside the preview: make one of them smaller"
                            : "this takes " + bytes.length + " bytes, and a message has room for " + MAX_BYTES
                                    + ": tabs and line breaks take six each. Say it in two");
        }
        return bytes;
    }

    /**
     * The same as a text of any length, to be kept: what came fitted a message as its author wrote it, and may be longer as
     * it is written here.
     *
     * @throws IllegalArgumentException as {@link #write}
     */
    public String text(Content content) {
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
        } else if (content instanceof Content.File) {
            write((Content.File) content, out);
        } else {
            throw new IllegalArgumentException("a kind that is not known is not written");
        }
        return out.close().toString();
    }

    /** What was said; empty if it is not of this form, or a known kind without what it needs. */
    public Optional<Content> read(byte[] bytes) {
        try (JsonReader reader = readers.createReader(new StringReader(decoded(bytes)))) {
            return Optional.of(read(reader.readObject()));
        } catch (CharacterCodingException | MalformedJsonException | RuntimeException e) {
            // Whatever a stranger's text makes a parser throw: it is no content (I11).
            return Optional.empty();
        }
    }

    /** What was kept as {@link #text}. */
    public Optional<Content> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
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
            case "file":
                return file(in);
            default:
                return new Content.Unknown(kind.length() <= MAX_KIND ? kind : kind.substring(0, MAX_KIND));
        }
    }

    private static void write(Content.File file, JsonText out) {
        out.field("kind", "file")
                .field("blob", file.blob().id())
                .field("key", new Hash(file.blob().key().expose()))
                .field("commitment", file.blob().commitment())
                .field("size", file.blob().size())
                .field("name", FileLabel.checked(file.name()))
                .field("type", checkedType(file.type()))
                .field("caption", checkedCaption(file.caption()));
        if (file.preview().isPresent()) {
            if (!Preview.fits(file.preview().get())) {
                throw new IllegalArgumentException("a preview is a small PNG or JPEG without notes in it");
            }
            out.field(
                    "preview",
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(file.preview().get()));
        }
    }

    private static Content file(JsonObject in) {
        BlobRef blob = new BlobRef(
                BlobId.of(in.getString("blob")),
                new Secret(Hash.of(in.getString("key")).bytes()),
                Hash.of(in.getString("commitment")),
                in.getJsonNumber("size").longValueExact());
        return new Content.File(
                blob,
                FileLabel.checked(in.getString("name")),
                checkedType(in.getString("type")),
                preview(in.getString("preview", "")),
                checkedCaption(in.getString("caption", "")));
    }

    /** One that may not be shown is left out: the file is there all the same. */
    private static Optional<byte[]> preview(String text) {
        if (text.isEmpty() || text.length() > MAX_PREVIEW_TEXT) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return Preview.fits(bytes) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
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

    private static String checkedType(String type) {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("a media type is such as " + Content.File.UNTYPED);
        }
        return type;
    }

    private static String checkedCaption(String caption) {
        if (caption.getBytes(StandardCharsets.UTF_8).length > Content.MAX_CAPTION_BYTES) {
            throw new IllegalArgumentException("a caption has at most " + Content.MAX_CAPTION_BYTES + " bytes");
        }
        return caption;
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

    private static String decoded(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
