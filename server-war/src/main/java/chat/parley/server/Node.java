package chat.parley.server;

import chat.parley.server.ops.CannotStart;
import chat.parley.server.ops.Surroundings;
import chat.parley.server.socket.Connection;
import chat.parley.server.socket.ConnectionHandler;
import java.util.Map;
import java.util.UUID;

/**
 * One server of the federation. Built and started before anybody is let in; closed after everybody has left.
 */
final class Node implements AutoCloseable {
    private final Surroundings around;
    private final String serverId = UUID.randomUUID().toString();

    Node(Surroundings around) {
        this.around = around;
    }

    /** Opens the store, makes this server known, and begins to link with others. */
    void start() throws CannotStart {
        around.registry().announce(serverId, around.url().toString());
    }

    /** Who serves clients. */
    ConnectionHandler sessions() {
        return new Echo();
    }

    /** Who serves other servers. */
    ConnectionHandler links() {
        return new Echo();
    }

    /** What an operator sees under /health. */
    Map<String, String> details() {
        return Map.of("serverId", serverId);
    }

    @Override
    public void close() {}

    private static final class Echo implements ConnectionHandler {
        @Override
        public void opened(Connection connection) {}

        @Override
        public void text(Connection connection, String text) {
            connection.offer(text);
        }

        @Override
        public void closed(Connection connection) {}
    }
}
