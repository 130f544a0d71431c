package chat.parley.protocol.frame;

import chat.parley.protocol.event.EventText;
import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Collections;
import java.util.List;

/**
 * New events, causes before effects.
 */
public record Events(List<EventText> events) implements Carrier {
    @JsonbCreator
    public Events(@JsonbProperty("events") List<EventText> events) {
        this.events = Elements.checked(events, EventText.class, "events");
    }

    @Override
    public Events bare() {
        return new Events(Collections.<EventText>emptyList());
    }
}
