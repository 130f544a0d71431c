package chat.parley.server.log;

import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.StoreException;
import java.util.Map;

/** Remembers which logs a server hosts. Used by one thread. */
public interface HostingStore {
    /** In place of a time: hosted no more. */
    long GONE = -1;

    /** The hosted logs, each with the time at which somebody last used it, in milliseconds; the least number if nobody did. */
    Map<LogId, Long> hosted();

    /**
     * Writes changes down. Only while no batch of events is open.
     *
     * @param changes for each log the time, or {@link #GONE}
     * @throws StoreException if it could not; then nothing has changed
     */
    void save(Map<LogId, Long> changes) throws StoreException;
}
