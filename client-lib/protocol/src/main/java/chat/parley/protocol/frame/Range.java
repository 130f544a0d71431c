package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Objects;

/**
 * What one end has of a log between two bounds: a fingerprint of it or, if that is empty, ids.
 *
 * @param from the lowest place in it; empty for the beginning of the log. A place is a lamport number, for the first event
 *     that has it, or a lamport number, a dot and an id
 * @param to the first place behind it; empty for the end of the log
 */
public record Range(String from, String to, String print, List<String> ids) {
    @JsonbCreator
    public Range(
            @JsonbProperty("from") String from,
            @JsonbProperty("to") String to,
            @JsonbProperty("print") String print,
            @JsonbProperty("ids") List<String> ids) {
        this.from = Objects.requireNonNull(from, "from");
        this.to = Objects.requireNonNull(to, "to");
        this.print = Objects.requireNonNull(print, "print");
        this.ids = Elements.checked(ids, String.class, "ids");
    }
}
