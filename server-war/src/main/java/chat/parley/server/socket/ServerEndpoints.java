package chat.parley.server.socket;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;

/**
 * The paths at which a node listens: {@value #SESSION} for clients and {@value #LINK} for other servers. Registered by
 * program and not by annotation, so that endpoints get what they need by constructor.
 */
public final class ServerEndpoints {
    /** Where clients connect, below the application's context path. */
    public static final String SESSION = "/session";

    /** Where other servers connect, below the application's context path. */
    public static final String LINK = "/link";

    private static final String UNKNOWN = "unknown";

    private final ServerContainer container;
    private final Sockets sockets;

    public ServerEndpoints(ServerContainer container, Sockets sockets) {
        this.container = container;
        this.sockets = sockets;
    }

    /** Opens a path whose connections go through the gate. Only while the application is being deployed. */
    public void listen(String path, Gate gate) throws DeploymentException {
        container.addEndpoint(ServerEndpointConfig.Builder.create(SocketEndpoint.class, path)
                .configurator(new EndpointPerSession(gate, sockets))
                .build());
    }

    private static final class EndpointPerSession extends ServerEndpointConfig.Configurator {
        private final Gate gate;
        private final Sockets sockets;

        EndpointPerSession(Gate gate, Sockets sockets) {
            this.gate = gate;
            this.sockets = sockets;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(new SocketEndpoint(gate::admit, sockets, UNKNOWN));
        }
    }
}
