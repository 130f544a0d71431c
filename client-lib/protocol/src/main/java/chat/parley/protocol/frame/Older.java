package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * A client wants the last events of a log before a position; answered by a {@link Slice}.
 *
 * @param before the client's floor
 * @param limit how many; more than fit a page are not sent
 */
public record Older(String log, String before, long limit) implements Frame {
    @JsonbCreator
    public Older(
            @JsonbProperty("log") String log,
            @JsonbProperty("before") String before,
            @JsonbProperty("limit") long limit) {
        this.log = Objects.requireNonNull(log, "log");
        this.before = Objects.requireNonNull(before, "before");
        this.limit = limit;
    }
}
