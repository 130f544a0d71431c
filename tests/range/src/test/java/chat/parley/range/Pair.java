package chat.parley.range;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.nodes.Domain;
import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Ports;
import chat.parley.nodes.TcpProxy;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.fixture.TestKeys;
import java.nio.file.Path;
import java.time.Duration;

/** Two nodes of one domain, linked by one line that can be cut. The test has the domain's key: it can make impostors. */
final class Pair implements AutoCloseable {
    /** The key of {@link chat.parley.protocol.fixture.TestAccount#DOMAIN}. */
    static final SigningKey DOMAIN = TestKeys.signing("domain");

    /** Another address of this host, whose word for where its clients are is taken. */
    static final String PROXY = "127.0.0.3";

    /** What one person may keep at a node, in bytes. */
    static final long USER_BYTES = 1024 * 1024;

    private static final Path FOLDER = Path.of(System.getProperty("run.dir"), "pair");
    private static final Duration LINKED = Duration.ofSeconds(60);

    private final Domain domain = Domain.of(DOMAIN, FOLDER.resolve("domain.key"));
    private final int portA = Ports.free();
    private final int portB = Ports.free();
    private final TcpProxy line = TcpProxy.forgetful(0, portB);
    private NodeProcess a;
    private NodeProcess b;

    private Pair() {}

    static Pair start() {
        Pair pair = new Pair();
        try {
            pair.domain.issue(data("a"), url(pair.portA));
            pair.domain.issue(data("b"), url(pair.portB));
            pair.a = node("a", pair.portA, "parley.peers=" + url(pair.line.port()));
            pair.b = node("b", pair.portB, "parley.peers=");
            pair.a.ready();
            pair.b.ready();
            pair.assertLinked();
            return pair;
        } catch (RuntimeException | Error e) {
            pair.close();
            throw e;
        }
    }

    NodeProcess a() {
        return a;
    }

    NodeProcess b() {
        return b;
    }

    /** From now on they do not hear of each other. */
    void part() {
        line.cut();
        Eventually.within(LINKED, () -> {
            assertThat(links(a)).doesNotContain(id(b));
            assertThat(links(b)).doesNotContain(id(a));
        });
    }

    void heal() {
        line.open();
        assertLinked();
    }

    /** Ends b as a power cut would, and starts it again. */
    void restartB() {
        b.kill();
        b = node("b", portB, "parley.peers=");
        b.ready();
        assertLinked();
    }

    static String id(NodeProcess node) {
        return node.health().data("serverId");
    }

    /** The ids of the servers that a node is linked with. */
    static String links(NodeProcess node) {
        return node.health().data("links");
    }

    @Override
    public void close() {
        for (AutoCloseable each : new AutoCloseable[] {a, b, line}) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                // Nothing is asserted here.
            }
        }
    }

    private void assertLinked() {
        Eventually.within(LINKED, () -> {
            assertThat(links(a)).contains(id(b));
            assertThat(links(b)).contains(id(a));
        });
    }

    private static NodeProcess node(String name, int port, String peers) {
        return NodeProcess.with(
                FOLDER.resolve(name),
                port,
                peers,
                "parley.data=" + data(name),
                "parley.url=" + url(port),
                "parley.proxy.addresses=" + PROXY,
                // All attackers come from one address.
                "parley.login.failures.per.address=100000",
                "parley.accounts.changes.per.address=100000",
                "parley.blobs.user.bytes=" + USER_BYTES);
    }

    private static Path data(String name) {
        return FOLDER.resolve("data-" + name).toAbsolutePath();
    }

    private static String url(int port) {
        return "ws://127.0.0.1:" + port + "/parley";
    }
}
