package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Objects;

/**
 * Asks where a log differs from the sender's, which has in each range what it says. Answered by {@link Differ}.
 *
 * @param begin whether this is the first question of several about the log
 */
public record Compare(String log, boolean begin, List<Range> ranges) implements Frame {
    /** Most ranges in one question. */
    public static final int MAX_RANGES = 512;

    @JsonbCreator
    public Compare(
            @JsonbProperty("log") String log,
            @JsonbProperty("begin") boolean begin,
            @JsonbProperty("ranges") List<Range> ranges) {
        this.log = Objects.requireNonNull(log, "log");
        this.begin = begin;
        this.ranges = Elements.checked(ranges, Range.class, "ranges");
    }
}
