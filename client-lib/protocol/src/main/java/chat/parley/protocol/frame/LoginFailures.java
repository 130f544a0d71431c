package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * Names for which somebody tried a wrong password at this server, once for each attempt.
 *
 * @param names a name stands once for each attempt
 */
public record LoginFailures(List<String> names) implements Frame {
    @JsonbCreator
    public LoginFailures(@JsonbProperty("names") List<String> names) {
        this.names = Elements.checked(names, String.class, "names");
    }
}
