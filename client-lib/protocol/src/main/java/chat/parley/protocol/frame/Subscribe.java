package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Objects;

/**
 * A client wants a log: first what it lacks, then what comes.
 *
 * @param have the highest number that the client holds, for each device
 * @param newest if not 0: only so many of the newest events and, before them, all control and key events
 */
public record Subscribe(String log, List<Have> have, long newest) implements Frame {
    @JsonbCreator
    public Subscribe(
            @JsonbProperty("log") String log,
            @JsonbProperty("have") List<Have> have,
            @JsonbProperty("newest") long newest) {
        this.log = Objects.requireNonNull(log, "log");
        this.have = Elements.checked(have, Have.class, "have");
        this.newest = newest;
    }

    /** All that the client lacks. */
    public Subscribe(String log, List<Have> have) {
        this(log, have, 0);
    }
}
