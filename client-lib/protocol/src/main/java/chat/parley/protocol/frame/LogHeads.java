package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Objects;

/**
 * The heads of one log.
 */
public record LogHeads(String log, List<String> heads) {
    @JsonbCreator
    public LogHeads(@JsonbProperty("log") String log, @JsonbProperty("heads") List<String> heads) {
        this.log = Objects.requireNonNull(log, "log");
        this.heads = Elements.checked(heads, String.class, "heads");
    }
}
