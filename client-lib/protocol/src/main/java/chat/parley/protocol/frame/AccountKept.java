package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * The server has the record on its disk.
 */
public record AccountKept(
        @JsonbProperty("name") String name,
        @JsonbProperty("counter") long counter) implements Frame {
    @JsonbCreator
    public AccountKept {
        Objects.requireNonNull(name, "name");
    }
}
