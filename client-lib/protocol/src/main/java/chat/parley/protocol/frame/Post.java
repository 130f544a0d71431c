package chat.parley.protocol.frame;

import chat.parley.protocol.event.EventText;
import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Collections;
import java.util.List;

/**
 * A client's new events, causes before effects.
 */
public record Post(List<EventText> events) implements Carrier {
    @JsonbCreator
    public Post(@JsonbProperty("events") List<EventText> events) {
        this.events = Elements.checked(events, EventText.class, "events");
    }

    @Override
    public Post bare() {
        return new Post(Collections.<EventText>emptyList());
    }
}
