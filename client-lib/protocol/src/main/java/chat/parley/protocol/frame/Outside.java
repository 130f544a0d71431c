package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * The asker is not in this room, as far as the server knows: of control events it has been sent all that there are for it,
 * and of the others none come.
 */
public record Outside(@JsonbProperty("log") String log) implements Frame {
    @JsonbCreator
    public Outside {
        Objects.requireNonNull(log, "log");
    }
}
