package chat.parley.server.socket;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands before an endpoint until the node is ready, and again when it stops: the endpoint must be registered while the
 * application is deployed, long before there is anyone to serve it. Who comes to a closed gate is told when to come back.
 */
public final class Gate {
    private sealed interface Position {}

    private record Open(ConnectionHandler handler) implements Position {}

    private record Shut(int code, String reason) implements Position {}

    private final AtomicReference<Position> position =
            new AtomicReference<>(new Shut(CloseCodes.TRY_LATER, "starting"));

    /** Lets connections through to the handler from now on. */
    public void open(ConnectionHandler handler) {
        position.set(new Open(handler));
    }

    /** Turns new connections away because the server stops. Those already let through go on. */
    public void shut() {
        position.set(new Shut(CloseCodes.GOING_AWAY, "stopping"));
    }

    /** The handler for a new connection, which is closed if there is none. */
    ConnectionHandler admit(Connection connection) {
        Position now = position.get();
        if (now instanceof Open open) {
            return open.handler();
        }
        Shut shut = (Shut) now;
        connection.close(shut.code(), shut.reason());
        return new TurnedAway();
    }

    private static final class TurnedAway implements ConnectionHandler {
        @Override
        public void opened(Connection connection) {}

        @Override
        public void text(Connection connection, String text) {}

        @Override
        public void closed(Connection connection) {}
    }
}
