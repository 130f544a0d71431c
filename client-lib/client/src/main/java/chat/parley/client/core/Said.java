package chat.parley.client.core;

import chat.parley.protocol.json.JsonText;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What is inside a ciphertext: JSON with a kind, and what that kind needs (PROTOCOL.md, section "Messages"). */
sealed interface Said {
    /** A text. */
    record Text(String text) implements Said {}

    /** A kind that this version does not know. */
    record Other(String kind) implements Said {}

    static byte[] write(String text) {
        return new JsonText()
                .open()
                .field("kind", "text")
                .field("text", text)
                .close()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what was said; empty if it is not of this form at all. */
    static Optional<Said> read(byte[] bytes) {
        try (JsonReader reader = Json.createReader(new StringReader(new String(bytes, StandardCharsets.UTF_8)))) {
            JsonObject object = reader.readObject();
            String kind = object.getString("kind");
            return Optional.of(kind.equals("text") ? new Text(object.getString("text")) : new Other(kind));
        } catch (JsonException | NullPointerException | ClassCastException e) {
            return Optional.empty();
        }
    }
}
