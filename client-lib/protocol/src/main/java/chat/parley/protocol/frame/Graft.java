package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * Asks for events that were announced, and to be sent from now on whatever is new at once. Answered as a fetch is.
 */
public record Graft(List<String> ids) implements Frame {
    @JsonbCreator
    public Graft(@JsonbProperty("ids") List<String> ids) {
        this.ids = Elements.checked(ids, String.class, "ids");
    }
}
