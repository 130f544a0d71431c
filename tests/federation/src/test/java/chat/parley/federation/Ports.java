package chat.parley.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Ports of this host: tests of another checkout may run beside these, and must not be taken for them. */
final class Ports {
    private static final int PATIENCE_MILLIS = 1000;

    private Ports() {}

    /** A port that nobody has. */
    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails if something listens on one of these already. */
    static void assertFree(int... ports) {
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
