package chat.parley.server.log;

import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.StoreException;
import java.util.Collection;
import java.util.Map;

/** Remembers which logs a server hosts, and takes out those that it need not keep. Used by one thread. */
public interface HostingStore {
    /** What a server has to do with a log. */
    sealed interface Standing {
        /** Hosted, and last used at this time, in milliseconds; the least number if nobody did. */
        record Hosted(long wanted) implements Standing {}

        /** Stored, but not hosted since this time, in milliseconds. */
        record Released(long since) implements Standing {}

        /** Nothing. */
        record None() implements Standing {}
    }

    /** All logs with which this server has to do. */
    Map<LogId, Standing> standings();

    /**
     * Writes changes down. Only while no batch of events is open.
     *
     * @throws StoreException if it could not; then nothing has changed
     */
    void save(Map<LogId, Standing> changes) throws StoreException;

    /** Logs that were begun to be taken out and are not out yet, as after a crash. */
    Collection<LogId> removing();

    /**
     * Takes events of a log out, the newest first, so that what is left has all its ancestors. From the first call on the
     * log has no heads, and nothing may be added to it until all of it is out. Only while no batch of events is open.
     *
     * @param most so many events at a time
     * @return whether some are left
     * @throws StoreException if it could not; then nothing is known to have changed, and it may be called again
     */
    boolean remove(LogId log, int most) throws StoreException;
}
