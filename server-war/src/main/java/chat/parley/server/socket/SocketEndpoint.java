package chat.parley.server.socket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.glassfish.tyrus.core.TyrusSession;

/**
 * Turns the container's events about one session into calls of a {@link ConnectionHandler}. It refuses what is not text
 * and what is too long before anyone reads it, and closes the connection when the handler throws. Public only because
 * Tyrus calls it by reflection.
 */
public class SocketEndpoint extends Endpoint {
    private static final Logger LOG = System.getLogger(SocketEndpoint.class.getName());

    private final Function<Connection, ConnectionHandler> admission;
    private final Sockets sockets;
    private final String dialled;
    private final AtomicBoolean over = new AtomicBoolean();
    private SessionConnection connection;
    private ConnectionHandler handler;

    /** @param dialled the peer's address if the container does not tell it */
    SocketEndpoint(Function<Connection, ConnectionHandler> admission, Sockets sockets, String dialled) {
        this.admission = admission;
        this.sockets = sockets;
        this.dialled = dialled;
    }

    /** The connection, once open. */
    Connection connection() {
        return connection;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.setMaxIdleTimeout(0);
        session.setMaxTextMessageBufferSize(sockets.limits().frameBytes());
        connection = new SessionConnection(
                session,
                sockets.writers().of(session),
                remote(session),
                sockets.limits(),
                sockets.threads(),
                sockets.outgoing());
        sockets.open().add(connection);
        handler = admission.apply(connection);
        // Named classes, not lambdas: the container reads the type argument to tell text from binary.
        session.addMessageHandler(new TextHandler());
        session.addMessageHandler(new BinaryHandler());
        guarded(() -> handler.opened(connection));
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        over();
    }

    @Override
    public void onError(Session session, Throwable cause) {
        LOG.log(Level.DEBUG, () -> "session " + session.getId() + ": " + cause);
        if (!session.isOpen()) {
            over();
        }
    }

    private void over() {
        if (connection == null || !over.compareAndSet(false, true)) {
            return;
        }
        connection.ended();
        sockets.open().remove(connection);
        try {
            handler.closed(connection);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "handler failed at the end of " + connection.id(), e);
        }
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(Level.ERROR, "handler failed on " + connection.id(), e);
            connection.close(CloseCodes.INTERNAL, "internal error");
        }
    }

    private String remote(Session session) {
        String address = session instanceof TyrusSession tyrus ? tyrus.getRemoteAddr() : null;
        return address == null || address.isEmpty() ? dialled : address;
    }

    private final class TextHandler implements MessageHandler.Whole<String> {
        @Override
        public void onMessage(String text) {
            if (text.length() > sockets.limits().frameBytes()) {
                connection.close(CloseCodes.TOO_BIG, "text too long");
            } else if (connection.isOpen()) {
                guarded(() -> handler.text(connection, text));
            }
        }
    }

    private final class BinaryHandler implements MessageHandler.Partial<ByteBuffer> {
        @Override
        public void onMessage(ByteBuffer part, boolean last) {
            connection.close(CloseCodes.NOT_TEXT, "text only");
        }
    }
}
