package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * A server asks for announced events that did not come, and from now on for all that is new in their logs, at once over
 * this link. A log without ids: only the latter.
 */
public record Graft(List<LogIds> logs) implements Frame {
    @JsonbCreator
    public Graft(@JsonbProperty("logs") List<LogIds> logs) {
        this.logs = Elements.checked(logs, LogIds.class, "logs");
    }
}
