package chat.parley.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this host: tests of another checkout may run beside these, and must not be taken for them. */
public final class Ports {
    private static final int PATIENCE_MILLIS = 1000;

    private static final int MAX_TRIES = 100;
    private static final int FROM = 20_000;
    private static final int TO = 30_000;

    /** What one test was given no other one is: its node may not listen yet. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /**
     * A port that nobody has, and that the system gives to no connection by itself: it stays free until the
     * node listens, and while it is down.
     */
    public static int free() {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FROM, TO);
            if (!GIVEN.add(port)) {
                continue;
            }
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken: another one.
            }
        }
        throw new IllegalStateException("no free port");
    }

    /** Fails if something listens on one of these already. */
    public static void assertFree(int... ports) {
        for (int port : ports) {
            assertThat(taken(port))
                    .as("port %d is taken: by another run of these tests?", port)
                    .isFalse();
        }
    }

    private static boolean taken(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
