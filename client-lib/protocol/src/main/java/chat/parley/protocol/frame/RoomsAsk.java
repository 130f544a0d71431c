package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * A server asks another which rooms name people who are connected with it; answered by {@link RoomsOf}.
 */
public record RoomsAsk(List<String> users) implements Frame {
    /** Most people in one question. */
    public static final int MAX_USERS = 128;

    @JsonbCreator
    public RoomsAsk(@JsonbProperty("users") List<String> users) {
        this.users = Elements.checked(users, String.class, "users");
    }
}
