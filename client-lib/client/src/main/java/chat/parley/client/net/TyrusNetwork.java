package chat.parley.client.net;

import chat.parley.client.core.Network;
import chat.parley.protocol.frame.BadFrameException;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;

/**
 * {@link Network} over WebSockets by Tyrus. Connecting happens on a thread of its own, so that nobody waits; what arrives
 * is read on Tyrus' threads and handed on.
 */
public final class TyrusNetwork implements Network, AutoCloseable {
    /** How long a handshake may take, in milliseconds. */
    static final int HANDSHAKE_MILLIS = 4000;

    /** Where a server takes sessions, below its base url. */
    static final String PATH = "/session";

    private final ClientManager container =
            ClientManager.createClient("org.glassfish.tyrus.container.jdk.client.JdkClientContainer");
    private final ExecutorService dialler = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "parley-dial");
        thread.setDaemon(true);
        return thread;
    });
    private final FrameCodec codec;
    private final Arrivals arrivals;
    private Attempt present;

    /** Hears of the present connection; called on any thread. */
    public interface Arrivals {
        void opened(Attempt attempt);

        void frame(Attempt attempt, Frame frame);

        void closed(Attempt attempt, String reason);
    }

    public TyrusNetwork(FrameCodec codec, Arrivals arrivals) {
        this.codec = codec;
        this.arrivals = arrivals;
        container.getProperties().put(ClientProperties.HANDSHAKE_TIMEOUT, HANDSHAKE_MILLIS);
        container.getProperties().put(ClientProperties.INCOMING_BUFFER_SIZE, FrameCodec.MAX_LENGTH * 3);
    }

    /** Whether this is the connection that counts; others are past. */
    public boolean present(Attempt attempt) {
        return attempt == present;
    }

    @Override
    public void dial(String url) {
        hangUp();
        Attempt attempt = new Attempt();
        present = attempt;
        dialler.execute(() -> connect(url, attempt));
    }

    @Override
    public void send(Frame frame) {
        if (present != null) {
            present.send(codec.write(frame));
        }
    }

    @Override
    public void hangUp() {
        if (present != null) {
            Attempt past = present;
            present = null;
            dialler.execute(past::end);
        }
    }

    @Override
    public void close() {
        Attempt past = present;
        present = null;
        if (past != null) {
            past.end();
        }
        dialler.shutdown();
        container.shutdown();
    }

    private void connect(String url, Attempt attempt) {
        try {
            container.connectToServer(
                    attempt, ClientEndpointConfig.Builder.create().build(), URI.create(url + PATH));
        } catch (DeploymentException | IOException | RuntimeException e) {
            arrivals.closed(attempt, "it does not answer");
        }
    }

    /** One connection, from dialling to its end. */
    public final class Attempt extends Endpoint {
        private volatile Session session;
        private volatile boolean ended;

        @Override
        public void onOpen(Session opened, EndpointConfig config) {
            session = opened;
            if (ended) {
                end();
                return;
            }
            opened.addMessageHandler(String.class, (MessageHandler.Whole<String>) this::text);
            arrivals.opened(this);
        }

        @Override
        public void onClose(Session closed, CloseReason reason) {
            String phrase = reason.getReasonPhrase();
            arrivals.closed(this, phrase == null || phrase.isEmpty() ? "the connection broke" : phrase);
        }

        @Override
        public void onError(Session broken, Throwable cause) {
            end();
        }

        private void text(String text) {
            try {
                arrivals.frame(this, codec.read(text));
            } catch (BadFrameException e) {
                end();
            }
        }

        private void send(String text) {
            Session open = session;
            if (open != null && open.isOpen()) {
                try {
                    open.getAsyncRemote().sendText(text);
                } catch (RuntimeException e) {
                    end();
                }
            }
        }

        private void end() {
            ended = true;
            Session open = session;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException | RuntimeException e) {
                    // It is gone either way.
                }
            }
        }
    }
}
