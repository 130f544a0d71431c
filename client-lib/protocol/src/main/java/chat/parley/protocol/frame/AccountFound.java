package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * The answer to {@link AccountFind}.
 *
 * @param user the user id; empty if nobody has the name
 */
public record AccountFound(
        @JsonbProperty("name") String name,
        @JsonbProperty("user") String user) implements Frame {
    @JsonbCreator
    public AccountFound {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(user, "user");
    }
}
