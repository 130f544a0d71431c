package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * A server tells a client which rooms name its user, as far as it knows: where to look, and no more. Who is a member and who
 * is invited the client folds from the log itself. Sent after the welcome, when the server knows the device as its user's, and
 * whenever more comes to light.
 *
 * @param member logs in which the user is a member
 * @param invited logs to which somebody has invited the user by name, or direct rooms that somebody has begun with them,
 *     newest first
 * @param more whether another such frame follows at once
 */
public record Rooms(List<String> member, List<String> invited, boolean more) implements Frame {
    /** Most logs in one such frame, both lists together. */
    public static final int MAX_LOGS = 256;

    @JsonbCreator
    public Rooms(
            @JsonbProperty("member") List<String> member,
            @JsonbProperty("invited") List<String> invited,
            @JsonbProperty("more") boolean more) {
        this.member = Elements.checked(member, String.class, "member");
        this.invited = Elements.checked(invited, String.class, "invited");
        this.more = more;
    }
}
