package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Objects;

/**
 * A client wants a log: first what it lacks, then what comes.
 *
 * @param have the highest number that the client holds, for each device
 */
public record Subscribe(String log, List<Have> have) implements Frame {
    @JsonbCreator
    public Subscribe(@JsonbProperty("log") String log, @JsonbProperty("have") List<Have> have) {
        this.log = Objects.requireNonNull(log, "log");
        this.have = Elements.checked(have, Have.class, "have");
    }
}
