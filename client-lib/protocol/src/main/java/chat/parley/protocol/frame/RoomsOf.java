package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * A server tells another which rooms that it hosts name some people: in answer to {@link RoomsAsk}, and of what has just
 * come from its own clients.
 */
public record RoomsOf(List<UserRooms> people) implements Frame {
    /** Most logs in one such frame, of all people together. */
    public static final int MAX_LOGS = 2048;

    @JsonbCreator
    public RoomsOf(@JsonbProperty("people") List<UserRooms> people) {
        this.people = Elements.checked(people, UserRooms.class, "people");
    }
}
