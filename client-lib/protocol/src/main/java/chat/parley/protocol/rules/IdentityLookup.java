package chat.parley.protocol.rules;

import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import java.util.List;

/** Finds what an identity log says at given heads; all of them are known to be stored. */
@FunctionalInterface
public interface IdentityLookup {
    /** The state, or {@link IdentityState#EMPTY} if a head is not of this user's log. */
    IdentityState at(UserId user, List<EventId> heads);
}
