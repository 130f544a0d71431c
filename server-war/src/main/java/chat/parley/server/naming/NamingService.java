package chat.parley.server.naming;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.LogId;

/** What sessions say about the people who are connected, and about what these bring. Used on the node's thread. */
public interface NamingService {
    /** A device has proved who it is: it is told which rooms name its user, when it is known to be theirs. */
    void begins(Guest guest);

    void ended(Guest guest);

    /** A client has brought what is new of a log: other servers are told whom that names. */
    void brought(LogId log);

    /** Whether an event of the guest's own is taken in now: false if its user has invited somebody too often. */
    boolean admits(Guest guest, Event event);
}
