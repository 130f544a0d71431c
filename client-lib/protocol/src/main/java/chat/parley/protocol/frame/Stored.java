package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * These posted events are on this server's disk.
 */
public record Stored(List<String> ids) implements Frame {
    @JsonbCreator
    public Stored(@JsonbProperty("ids") List<String> ids) {
        this.ids = Elements.checked(ids, String.class, "ids");
    }
}
