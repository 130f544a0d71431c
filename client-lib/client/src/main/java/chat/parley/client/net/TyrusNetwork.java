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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;

/**
 * WebSockets by Tyrus. Connecting happens on a thread of its own, so that nobody waits; what arrives is read on Tyrus'
 * threads and handed to the client's.
 */
public final class TyrusNetwork implements AutoCloseable {
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
    private final Consumer<Runnable> client;
    private final List<Way> ways = new ArrayList<>();

    /**
     * @param client runs something on the client's thread; everything here is called on that
     */
    public TyrusNetwork(FrameCodec codec, Consumer<Runnable> client) {
        this(codec, client, HANDSHAKE_MILLIS);
    }

    TyrusNetwork(FrameCodec codec, Consumer<Runnable> client, int handshakeMillis) {
        this.codec = codec;
        this.client = client;
        container.getProperties().put(ClientProperties.HANDSHAKE_TIMEOUT, handshakeMillis);
        container.getProperties().put(ClientProperties.INCOMING_BUFFER_SIZE, FrameCodec.MAX_LENGTH * 3);
    }

    /**
     * Another way to servers: one connection at a time on each.
     *
     * @param ear who hears of it, asked for each time
     */
    public Network way(Supplier<Network.Ear> ear) {
        Way way = new Way(ear);
        ways.add(way);
        return way;
    }

    @Override
    public void close() {
        ways.forEach(Way::end);
        dialler.shutdown();
        container.shutdown();
    }

    private final class Way implements Network {
        private final Supplier<Network.Ear> ear;
        private Attempt present;

        private Way(Supplier<Network.Ear> ear) {
            this.ear = ear;
        }

        @Override
        public void dial(String url) {
            hangUp();
            Attempt attempt = new Attempt(this);
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

        private void end() {
            Attempt past = present;
            present = null;
            if (past != null) {
                past.end();
            }
        }

        /** Of connections that are past nobody hears. */
        private void hear(Attempt attempt, Consumer<Network.Ear> what, Runnable then) {
            client.accept(() -> {
                try {
                    if (attempt == present) {
                        what.accept(ear.get());
                    }
                } finally {
                    then.run();
                }
            });
        }
    }

    private void connect(String url, Attempt attempt) {
        try {
            container.connectToServer(
                    attempt, ClientEndpointConfig.Builder.create().build(), URI.create(url + PATH));
        } catch (DeploymentException | IOException | RuntimeException e) {
            attempt.closed("it does not answer");
        }
    }

    /** One connection, from dialling to its end. */
    private final class Attempt extends Endpoint {
        private final Way way;
        private final Held held = new Held();
        private volatile Session session;
        private volatile boolean ended;

        private Attempt(Way way) {
            this.way = way;
        }

        @Override
        public void onOpen(Session opened, EndpointConfig config) {
            session = opened;
            if (ended) {
                end();
                return;
            }
            opened.addMessageHandler(String.class, (MessageHandler.Whole<String>) this::text);
            way.hear(this, Network.Ear::opened, () -> {});
        }

        @Override
        public void onClose(Session closed, CloseReason reason) {
            String phrase = reason.getReasonPhrase();
            closed(phrase == null || phrase.isEmpty() ? "the connection broke" : phrase);
        }

        @Override
        public void onError(Session broken, Throwable cause) {
            end();
        }

        private void closed(String reason) {
            way.hear(this, ear -> ear.closed(reason), () -> {});
        }

        private void text(String text) {
            try {
                int length = text.length();
                if (held.take(length)) {
                    Frame frame = codec.read(text);
                    way.hear(this, ear -> ear.frame(frame), () -> held.handled(length));
                }
            } catch (BadFrameException e) {
                end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
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
            held.end();
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
