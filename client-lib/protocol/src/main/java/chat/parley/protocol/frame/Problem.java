package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * A frame was refused; where the code says so, the connection is closed after it.
 *
 * @param code a stable code of {@link ProblemCode}
 * @param reason for people
 */
public record Problem(
        @JsonbProperty("code") String code,
        @JsonbProperty("reason") String reason) implements Frame {
    @JsonbCreator
    public Problem {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(reason, "reason");
    }
}
