package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * A client asks whose a name is.
 */
public record AccountFind(@JsonbProperty("name") String name) implements Frame {
    @JsonbCreator
    public AccountFind {
        Objects.requireNonNull(name, "name");
    }
}
