package chat.parley.server.socket;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicBoolean;
import org.glassfish.tyrus.core.TyrusSession;
import org.glassfish.tyrus.spi.Writer;

/**
 * Finds the way by which texts leave a session fastest. The API turns a text into bytes for each reader anew, which for a
 * room of a hundred is half of what a message costs; Tyrus' own writer takes bytes that are ready. It is behind three
 * private fields. Where they are not as they were, nothing is worse than before: one warning, and {@link StandardWriter}
 * is used. So it is for dialled sessions, whose texts must be masked, and where an extension changes what is sent.
 */
public final class TextWriters {
    /** Where the writer is, as of Tyrus 2.1 and 2.2: of the remote endpoint, the socket, the protocol's handler. */
    private static final String[] WAY = {"webSocket", "protocolHandler", "writer"};

    private static final String CLIENT = "client";
    private static final Logger LOG = System.getLogger(TextWriters.class.getName());

    private final AtomicBoolean warned = new AtomicBoolean();

    /** How to write to a session that is open. */
    TextWriter of(Session session) {
        if (session instanceof TyrusSession tyrus
                && tyrus.getNegotiatedExtensions().isEmpty()) {
            try {
                Object handler = value(value(tyrus.getAsyncRemote(), WAY[0]), WAY[1]);
                if (!(Boolean) value(handler, CLIENT)) {
                    return new TyrusWriter((Writer) value(handler, WAY[2]));
                }
            } catch (ReflectiveOperationException | RuntimeException e) {
                warn(e);
            }
        }
        return new StandardWriter(session);
    }

    private void warn(Exception cause) {
        if (warned.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "Tyrus hides its writer ({0}): a message to many costs twice as much",
                    cause.toString());
        }
    }

    private static Object value(Object of, String name) throws ReflectiveOperationException {
        for (Class<?> at = of.getClass(); at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    Object value = field.get(of);
                    if (value == null) {
                        throw new NoSuchFieldException(name + " is empty");
                    }
                    return value;
                }
            }
        }
        throw new NoSuchFieldException(name);
    }
}
