package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Objects;

/**
 * New events, causes before effects.
 */
public record Events(@JsonbProperty("events") List<EventText> events) implements Frame {
    @JsonbCreator
    public Events {
        Objects.requireNonNull(events, "events");
    }
}
