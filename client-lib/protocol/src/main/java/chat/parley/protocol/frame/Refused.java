package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * A posted event is refused for good.
 *
 * @param id the event; empty if the header could not be read
 * @param code a stable code
 * @param reason for people
 */
public record Refused(
        @JsonbProperty("id") String id,
        @JsonbProperty("code") String code,
        @JsonbProperty("reason") String reason) implements Frame {
    @JsonbCreator
    public Refused {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(reason, "reason");
    }
}
