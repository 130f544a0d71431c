package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Objects;

/**
 * Some events of one log.
 *
 * @param ids causes before effects
 */
public record LogIds(String log, List<String> ids) {
    @JsonbCreator
    public LogIds(@JsonbProperty("log") String log, @JsonbProperty("ids") List<String> ids) {
        this.log = Objects.requireNonNull(log, "log");
        this.ids = Elements.checked(ids, String.class, "ids");
    }
}
