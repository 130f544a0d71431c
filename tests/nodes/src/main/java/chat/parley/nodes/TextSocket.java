package chat.parley.nodes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A bare WebSocket for tests that look at the wire. One thread at a time sends: the JDK allows one pending send. */
public final class TextSocket implements AutoCloseable {
    private static final long SECONDS = 30;

    /** No server sends this. */
    private static final String NO_MORE = "\0";

    /** One serves all: each brings threads of its own. */
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Close> closed = new CompletableFuture<>();
    private final WebSocket socket;

    /** How the server closed. */
    public record Close(int code, String reason) {}

    private TextSocket(URI url) {
        try {
            socket =
                    CLIENT.newWebSocketBuilder().buildAsync(url, new Incoming()).join();
        } catch (CompletionException e) {
            throw new AssertionError(url + " does not answer", e);
        }
    }

    public static TextSocket open(URI url) {
        return new TextSocket(url);
    }

    public void send(String text) throws Exception {
        socket.sendText(text, true).get(SECONDS, TimeUnit.SECONDS);
    }

    public void sendBinary(byte[] bytes) throws Exception {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).get(SECONDS, TimeUnit.SECONDS);
    }

    /** The next text; null if none comes, at once if the connection is closed. */
    public String next() throws InterruptedException {
        String text = received.poll(SECONDS, TimeUnit.SECONDS);
        if (NO_MORE.equals(text)) {
            received.add(NO_MORE);
            return null;
        }
        return text;
    }

    /** The code with which the server closed. */
    public int closeCode() throws Exception {
        return closing().code();
    }

    public Close closing() throws Exception {
        return closed.get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Incoming implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                received.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(new Close(code, reason));
            received.add(NO_MORE);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.completeExceptionally(error);
            received.add(NO_MORE);
        }
    }
}
