package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * A client's new events, causes before effects.
 */
public record Post(List<EventText> events) implements Frame {
    @JsonbCreator
    public Post(@JsonbProperty("events") List<EventText> events) {
        this.events = Elements.checked(events, EventText.class, "events");
    }
}
