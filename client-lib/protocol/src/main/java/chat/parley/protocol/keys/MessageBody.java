package chat.parley.protocol.keys;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.json.JsonFields;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;
import java.util.Base64;

/**
 * The body of a {@code message}, readable by all: which key it is under, and the ciphertext.
 *
 * @param index the number of the message in its device's chain
 * @param nonce 24 bytes
 */
public record MessageBody(EventId epoch, long index, byte[] nonce, Hash commitment, byte[] ciphertext) {
    private static final JsonFields.Source SOURCE = new JsonFields.Source();

    public String write() {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return new JsonText()
                .open()
                .field("epoch", epoch)
                .field("index", index)
                .field("nonce", base64.encodeToString(nonce))
                .field("commitment", commitment)
                .field("text", base64.encodeToString(ciphertext))
                .close()
                .toString();
    }

    /**
     * Reads the body of a message.
     *
     * @throws MalformedJsonException if it is not exactly what {@link #write} makes, or the index is past the end of a chain
     */
    public static MessageBody read(String text) throws MalformedJsonException {
        try (JsonFields in = SOURCE.read(text)) {
            in.open();
            MessageBody body = new MessageBody(
                    JsonFields.map(in.text("epoch"), EventId::of),
                    in.number("index"),
                    JsonFields.map(in.text("nonce"), Base64.getUrlDecoder()::decode),
                    JsonFields.map(in.text("commitment"), Hash::of),
                    JsonFields.map(in.text("text"), Base64.getUrlDecoder()::decode));
            in.shut().end();
            if (body.nonce.length != Crypto.NONCE_BYTES
                    || body.index > Chain.MAX_INDEX
                    || !body.write().equals(text)) {
                throw new MalformedJsonException("the body of a message is not in its one form");
            }
            return body;
        }
    }
}
