package chat.parley.server.hosting;

import chat.parley.protocol.id.LogId;

/** What sessions say about the logs that people use. Used on the node's thread. */
public interface Interest {
    /**
     * Somebody comes into a log: it is hosted from now on.
     *
     * @param ready called when what linked servers have of it is here too, or would have taken too long: at once if it is
     *     hosted already
     * @return false if it cannot be, as there are too many logs of which nothing is here; then {@code ready} is not called
     */
    boolean enter(LogId log, Runnable ready);

    /** Whether a log is hosted or stored here already, so that one more who comes in costs nothing. */
    boolean known(LogId log);

    /** Somebody has brought events of a log: it is hosted from now on. */
    void posted(LogId log);
}
