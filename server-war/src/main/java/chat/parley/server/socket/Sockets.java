package chat.parley.server.socket;

/**
 * What every connection of a node shares.
 *
 * @param limits the bounds
 * @param threads who sends
 * @param open who is connected
 */
public record Sockets(SocketLimits limits, SocketThreads threads, OpenConnections open) {}
