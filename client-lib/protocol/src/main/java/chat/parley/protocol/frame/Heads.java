package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * A server tells which events nothing follows, log by log: whoever does not hold one of them pulls.
 */
public record Heads(List<LogHeads> logs) implements Frame {
    @JsonbCreator
    public Heads(@JsonbProperty("logs") List<LogHeads> logs) {
        this.logs = Elements.checked(logs, LogHeads.class, "logs");
    }
}
