package chat.parley.protocol.frame;

import chat.parley.protocol.event.EventText;
import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Events that were asked for, causes before effects.
 *
 * @param log the log that was pulled or subscribed; empty for fetched events
 * @param more whether the log has more that the asker lacks
 */
public record Page(String log, List<EventText> events, boolean more) implements Carrier {
    @JsonbCreator
    public Page(
            @JsonbProperty("log") String log,
            @JsonbProperty("events") List<EventText> events,
            @JsonbProperty("more") boolean more) {
        this.log = Objects.requireNonNull(log, "log");
        this.events = Elements.checked(events, EventText.class, "events");
        this.more = more;
    }

    @Override
    public Page bare() {
        return new Page(log, Collections.<EventText>emptyList(), more);
    }
}
