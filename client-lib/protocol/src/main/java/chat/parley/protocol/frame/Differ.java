package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Objects;

/** Answers {@link Compare}: what the sender has in those ranges that differ, in smaller ranges. */
public record Differ(String log, List<Range> ranges) implements Frame {
    @JsonbCreator
    public Differ(@JsonbProperty("log") String log, @JsonbProperty("ranges") List<Range> ranges) {
        this.log = Objects.requireNonNull(log, "log");
        this.ranges = Elements.checked(ranges, Range.class, "ranges");
    }
}
