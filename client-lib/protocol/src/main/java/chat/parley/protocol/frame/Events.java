package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * New events, causes before effects.
 */
public record Events(List<EventText> events) implements Frame {
    @JsonbCreator
    public Events(@JsonbProperty("events") List<EventText> events) {
        this.events = Elements.checked(events, EventText.class, "events");
    }
}
