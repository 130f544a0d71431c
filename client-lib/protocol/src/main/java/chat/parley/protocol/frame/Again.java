package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * What a client may read of a log is other than before: nothing more of it comes until the client has subscribed again.
 */
public record Again(@JsonbProperty("log") String log) implements Frame {
    @JsonbCreator
    public Again {
        Objects.requireNonNull(log, "log");
    }
}
