package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Objects;

/**
 * Asks for what the sender lacks of a log.
 *
 * @param have the highest number that is held, for each device
 */
public record Pull(String log, List<Have> have) implements Frame {
    @JsonbCreator
    public Pull(@JsonbProperty("log") String log, @JsonbProperty("have") List<Have> have) {
        this.log = Objects.requireNonNull(log, "log");
        this.have = Elements.checked(have, Have.class, "have");
    }
}
