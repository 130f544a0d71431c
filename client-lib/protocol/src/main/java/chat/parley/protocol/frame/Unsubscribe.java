package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * A client wants no more of a log.
 */
public record Unsubscribe(@JsonbProperty("log") String log) implements Frame {
    @JsonbCreator
    public Unsubscribe {
        Objects.requireNonNull(log, "log");
    }
}
