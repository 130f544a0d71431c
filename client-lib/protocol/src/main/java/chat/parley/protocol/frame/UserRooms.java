package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Objects;

/**
 * Rooms that name a person.
 *
 * @param member logs in which the user is a member
 * @param invited logs to which the user is invited by name, and direct rooms begun with them, newest first
 */
public record UserRooms(String user, List<String> member, List<String> invited) {
    @JsonbCreator
    public UserRooms(
            @JsonbProperty("user") String user,
            @JsonbProperty("member") List<String> member,
            @JsonbProperty("invited") List<String> invited) {
        this.user = Objects.requireNonNull(user, "user");
        this.member = Elements.checked(member, String.class, "member");
        this.invited = Elements.checked(invited, String.class, "invited");
    }
}
