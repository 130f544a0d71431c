package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * An event as it travels.
 *
 * @param header the exact text of the header
 * @param body the body; empty if a part is here instead
 * @param part of an epoch: the head and the receiver's own box; else empty
 */
public record EventText(
        @JsonbProperty("header") String header,
        @JsonbProperty("signature") String signature,
        @JsonbProperty("body") String body,
        @JsonbProperty("part") String part) {
    @JsonbCreator
    public EventText {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(part, "part");
    }
}
