package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * A client wants to log in and asks what stretching the password takes. Sent before {@link Hello}.
 */
public record AccountAsk(@JsonbProperty("name") String name) implements Frame {
    @JsonbCreator
    public AccountAsk {
        Objects.requireNonNull(name, "name");
    }
}
