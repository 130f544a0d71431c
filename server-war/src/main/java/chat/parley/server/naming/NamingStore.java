package chat.parley.server.naming;

import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers which rooms name whom. What is written belongs to the batch of events that is open; without one, {@link
 * #commit} ends it. Used by one thread.
 */
public interface NamingStore {
    /** Whom a log names: each person with who has invited them, empty for members. */
    Map<UserId, Optional<UserId>> named(LogId log);

    /**
     * A log names a person, or otherwise than before.
     *
     * @param since in milliseconds; kept from before where a person was named in the same way
     */
    void put(Named named, long since);

    void remove(LogId log, UserId user);

    /** The logs in which a person is a member, or those to which they are invited; newest first. */
    List<LogId> logs(UserId user, boolean member, int limit);

    /** Logs to which one person has invited another. */
    List<LogId> invitations(UserId inviter, UserId user, int limit);

    /** Logs from before this was kept, not looked at yet. */
    List<LogId> unread(int limit);

    /** A log from before has been looked at. */
    void read(LogId log);

    /**
     * Makes durable what was written. Only while no batch of events is open.
     *
     * @throws StoreException if it could not; then nothing has changed
     */
    void commit() throws StoreException;
}
