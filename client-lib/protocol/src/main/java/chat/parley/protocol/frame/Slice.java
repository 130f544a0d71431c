package chat.parley.protocol.frame;

import chat.parley.protocol.event.EventText;
import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * All events of a log from one position to another, causes first, and before them parents of theirs that stand below.
 *
 * @param before where it ends; empty for the end of the log
 * @param from where it begins: the new floor; empty for the beginning of the log
 * @param below how far each device is below {@code from}; empty unless the slice goes to the end of the log
 */
public record Slice(String log, String before, String from, List<EventText> events, List<Have> below)
        implements Carrier {
    @JsonbCreator
    public Slice(
            @JsonbProperty("log") String log,
            @JsonbProperty("before") String before,
            @JsonbProperty("from") String from,
            @JsonbProperty("events") List<EventText> events,
            @JsonbProperty("below") List<Have> below) {
        this.log = Objects.requireNonNull(log, "log");
        this.before = Objects.requireNonNull(before, "before");
        this.from = Objects.requireNonNull(from, "from");
        this.events = Elements.checked(events, EventText.class, "events");
        this.below = Elements.checked(below, Have.class, "below");
    }

    @Override
    public Slice bare() {
        return new Slice(log, before, from, Collections.<EventText>emptyList(), below);
    }
}
