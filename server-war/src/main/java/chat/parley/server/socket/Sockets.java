package chat.parley.server.socket;

/**
 * What every connection of a node shares.
 *
 * @param limits the bounds
 * @param threads who sends
 * @param open who is connected
 * @param writers how texts leave
 */
public record Sockets(SocketLimits limits, SocketThreads threads, OpenConnections open, TextWriters writers) {
    public Sockets(SocketLimits limits, SocketThreads threads, OpenConnections open) {
        this(limits, threads, open, new TextWriters());
    }
}
