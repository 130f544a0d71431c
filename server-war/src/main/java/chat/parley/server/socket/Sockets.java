package chat.parley.server.socket;

/**
 * What every connection of a node shares.
 *
 * @param limits the bounds
 * @param threads who sends
 * @param open who is connected
 * @param writers how texts leave
 * @param outgoing what may wait for all readers
 */
public record Sockets(
        SocketLimits limits,
        SocketThreads threads,
        OpenConnections open,
        TextWriters writers,
        OutgoingBudget outgoing) {
    public Sockets(SocketLimits limits, SocketThreads threads, OpenConnections open) {
        this(limits, threads, open, new TextWriters(), OutgoingBudget.ofThisProcess());
    }
}
