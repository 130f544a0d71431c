package chat.parley.server.socket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A container's session whose peer reads when told to. */
final class FakeSession {
    private final List<String> written = new ArrayList<>();
    private final List<SendHandler> unread = new ArrayList<>();
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private boolean reads = true;
    private RuntimeException failure;

    /** From now on nothing is read, and no send completes. */
    synchronized void stall() {
        reads = false;
    }

    /** Reads what is there, and from now on all that comes. */
    void read() {
        List<SendHandler> done;
        synchronized (this) {
            reads = true;
            done = List.copyOf(unread);
            unread.clear();
        }
        done.forEach(handler -> handler.onResult(new SendResult()));
    }

    synchronized void failWith(RuntimeException failure) {
        this.failure = failure;
    }

    synchronized List<String> written() {
        return List.copyOf(written);
    }

    CompletableFuture<CloseReason> closed() {
        return closed;
    }

    Session session() {
        RemoteEndpoint.Async remote = proxy(RemoteEndpoint.Async.class, (method, arguments) -> {
            send((String) arguments[0], (SendHandler) arguments[1]);
            return null;
        });
        return proxy(Session.class, (method, arguments) -> switch (method) {
            case "getId" -> "session";
            case "getAsyncRemote" -> remote;
            case "close" ->
                closed.complete(
                                arguments == null
                                        ? new CloseReason(CloseReason.CloseCodes.CLOSED_ABNORMALLY, "")
                                        : (CloseReason) arguments[0])
                        ? null
                        : null;
            default -> throw new AssertionError(method);
        });
    }

    private void send(String text, SendHandler handler) {
        synchronized (this) {
            if (failure != null) {
                throw failure;
            }
            written.add(text);
            if (!reads) {
                unread.add(handler);
                return;
            }
        }
        handler.onResult(new SendResult());
    }

    private interface Call {
        Object answer(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> call.answer(method.getName(), arguments)));
    }
}
