package chat.parley.server.naming;

import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import java.util.Optional;

/**
 * A room names a person.
 *
 * @param inviter who has invited them, or begun the direct room; empty if they are a member
 */
public record Named(LogId log, UserId user, Optional<UserId> inviter) {
    /** Whether they are in it. */
    public boolean member() {
        return inviter.isEmpty();
    }
}
