package chat.parley.server.cluster;

import java.util.Map;

/**
 * The servers of this cluster, as far as the data grid knows. Entries are hints: they may be stale, missing or made up
 * by whoever reaches the grid.
 */
public interface Registry extends AutoCloseable {

    /**
     * Makes this server known, and keeps it known until closed.
     *
     * @param serverId this server's id
     * @param value what the others should know, as text of the caller's making
     */
    void announce(String serverId, String value);

    /** The servers seen last, this one among them once announced: id to value. Never waits for the grid. */
    Map<String, String> entries();

    /** Calls back, on some thread, whenever {@link #entries} may have changed. */
    void onChange(Runnable listener);

    /** What it is, for health data and logs. */
    String kind();

    /** Takes this server out. */
    @Override
    void close();
}
