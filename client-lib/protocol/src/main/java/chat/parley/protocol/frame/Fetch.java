package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * Asks for single events that others cite.
 */
public record Fetch(List<String> ids) implements Frame {
    @JsonbCreator
    public Fetch(@JsonbProperty("ids") List<String> ids) {
        this.ids = Elements.checked(ids, String.class, "ids");
    }
}
