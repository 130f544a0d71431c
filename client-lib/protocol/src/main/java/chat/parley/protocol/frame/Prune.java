package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/** A server got over this link what it had already: what is new in these logs is to be announced here, not sent. */
public record Prune(List<String> logs) implements Frame {
    @JsonbCreator
    public Prune(@JsonbProperty("logs") List<String> logs) {
        this.logs = Elements.checked(logs, String.class, "logs");
    }
}
