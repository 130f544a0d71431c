package chat.parley.server.socket;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All connections of a node that are open, so that it can take leave of them. */
public final class OpenConnections {
    private static final long POLL_MILLIS = 20;

    private final Set<SessionConnection> all = ConcurrentHashMap.newKeySet();

    void add(SessionConnection connection) {
        all.add(connection);
    }

    void remove(SessionConnection connection) {
        all.remove(connection);
    }

    /** How many there are. */
    public int count() {
        return all.size();
    }

    /** Closes all, each after its queue, and waits until they are gone or the time is over. */
    public void closeAll(int code, String reason, Duration patience) {
        all.forEach(connection -> connection.close(code, reason));
        long end = System.nanoTime() + patience.toNanos();
        while (!all.isEmpty() && System.nanoTime() < end) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
