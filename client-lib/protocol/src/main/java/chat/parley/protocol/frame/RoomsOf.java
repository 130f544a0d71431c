package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * A server tells another which rooms that it hosts name some people.
 *
 * @param news whether that has just come to be, by what its own clients have brought; else it answers {@link RoomsAsk}
 */
public record RoomsOf(List<UserRooms> people, boolean news) implements Frame {
    /** Most logs in one such frame, of all people together. */
    public static final int MAX_LOGS = 2048;

    @JsonbCreator
    public RoomsOf(@JsonbProperty("people") List<UserRooms> people, @JsonbProperty("news") boolean news) {
        this.people = Elements.checked(people, UserRooms.class, "people");
        this.news = news;
    }
}
