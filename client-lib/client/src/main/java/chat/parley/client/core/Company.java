package chat.parley.client.core;

import chat.parley.protocol.id.UserId;
import java.util.function.Predicate;

/**
 * What rooms ask about people.
 *
 * @param known whom this client has met, or shares a room with: a conversation that they begin is entered unasked
 * @param suspended to whom nothing is sent for now, because they may not be who they were
 */
record Company(Predicate<UserId> known, Predicate<UserId> suspended) {
    boolean met(UserId user) {
        return known.test(user);
    }

    boolean blocked(UserId user) {
        return suspended.test(user);
    }
}
