package chat.parley.server.socket;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;

/** Opens WebSockets to other servers. */
public final class Dialer implements AutoCloseable {
    /** How long a handshake may take, unless configured. */
    public static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ClientManager container;
    private final Sockets sockets;

    public Dialer(Sockets sockets, Duration timeout) {
        this.sockets = sockets;
        this.container = ClientManager.createClient();
        container.getProperties().put(ClientProperties.HANDSHAKE_TIMEOUT, (int) timeout.toMillis());
        // One transport for all links: else each brings its own selector and worker threads.
        container.getProperties().put(ClientProperties.SHARED_CONTAINER, true);
        container.getProperties().put(ClientProperties.INCOMING_BUFFER_SIZE, SocketLimits.FRAME_BYTES_CEILING);
    }

    /**
     * Connects in the background. A connection that comes about is told to the handler before the stage completes; a
     * failure completes the stage exceptionally and tells the handler nothing.
     */
    public CompletionStage<Connection> dial(URI target, ConnectionHandler handler) {
        CompletableFuture<Connection> result = new CompletableFuture<>();
        try {
            sockets.threads().dialers().execute(() -> connect(target, handler, result));
        } catch (RejectedExecutionException stopping) {
            result.completeExceptionally(stopping);
        }
        return result;
    }

    /** The container that makes the connections, for what its interface does not offer. */
    public WebSocketContainer container() {
        return container;
    }

    @Override
    public void close() {
        container.shutdown();
    }

    private void connect(URI target, ConnectionHandler handler, CompletableFuture<Connection> result) {
        SocketEndpoint endpoint = new SocketEndpoint(connection -> handler, sockets, target.getHost());
        try {
            container.connectToServer(
                    endpoint, ClientEndpointConfig.Builder.create().build(), target);
            result.complete(endpoint.connection());
        } catch (Exception | LinkageError e) {
            result.completeExceptionally(e);
        }
    }
}
