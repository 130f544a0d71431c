package chat.parley.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The shell of a node: what holds whatever is said over its connections. Nodes are dear, so the steps share them. */
@ExtendWith(ArquillianExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShellIT {
    private static final Duration JOINED = Duration.ofSeconds(30);

    /** A renewal is missed and the entry's life is over. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(25);

    /** More than Payara has threads for requests, unless configured. */
    private static final int GREEDY = 20;

    @ArquillianResource
    private ContainerController controller;

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "a", managed = false, testable = false)
    @TargetsContainer("a")
    static WebArchive a() {
        return war();
    }

    @Deployment(name = "b", managed = false, testable = false)
    @TargetsContainer("b")
    static WebArchive b() {
        return war();
    }

    private static WebArchive war() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("war.file")));
    }

    private RealNode nodeA() {
        return new RealNode("a", 18091, controller, deployer);
    }

    private RealNode nodeB() {
        return new RealNode("b", 18092, controller, deployer);
    }

    @Test
    @Order(1)
    void twoNodes_started_eachSeesBoth() {
        nodeA().start();
        nodeB().start();

        String a = nodeA().data("serverId");
        String b = nodeB().data("serverId");
        Eventually.within(JOINED, () -> assertThat(nodeA().servers()).containsExactlyInAnyOrder(a, b));
        Eventually.within(JOINED, () -> assertThat(nodeB().servers()).containsExactlyInAnyOrder(a, b));
    }

    @Test
    @Order(2)
    void tyrus_inRealPayara_hasLostItsSlowScheduler() {
        for (RealNode node : new RealNode[] {nodeA(), nodeB()}) {
            assertThat(node.data("serverSchedulerReplaced")).isEqualTo("true");
            assertThat(node.data("clientSchedulerReplaced")).isEqualTo("true");
        }
    }

    @Test
    @Order(3)
    void session_connected_staysOpenAndIsCounted() {
        for (RealNode node : new RealNode[] {nodeA(), nodeB()}) {
            TextSocket socket = TextSocket.open(node.session());
            Eventually.within(JOINED, () -> assertThat(node.data("connections")).isNotEqualTo("0"));
            socket.close();
        }
    }

    @Test
    @Order(4)
    void text_overTheLimit_closes1009() throws Exception {
        TextSocket socket = TextSocket.open(nodeA().session());
        socket.send("x".repeat(2 * 1024 * 1024 + 1));
        assertThat(socket.closeCode()).isEqualTo(1009);
    }

    @Test
    @Order(5)
    void firstFrames_inTheHandshakesPacket_takeNoThreadsForEver() throws Exception {
        URI session = nodeA().session();
        String packet =
                "GET " + session.getPath() + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                        // A masked text frame, "x".
                        + "\u0081\u0081\0\0\0\0x";
        for (int i = 0; i < GREEDY; i++) {
            try (Socket socket = new Socket(session.getHost(), session.getPort())) {
                socket.setSoTimeout(5_000);
                socket.getOutputStream().write(packet.getBytes(StandardCharsets.ISO_8859_1));
                // The node answers what is no frame and closes; a parked thread would do neither.
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(answer).startsWith("HTTP/1.1 101").contains("BAD_FRAME");
            }
        }
        TextSocket.open(session).close();
    }

    @Test
    @Order(6)
    void node_killed_isNoticedByTheOther() throws Exception {
        String a = nodeA().data("serverId");
        nodeB().kill();
        Eventually.within(FORGOTTEN, () -> assertThat(nodeA().servers()).containsExactly(a));
    }

    @Test
    @Order(7)
    void node_stopped_closesSessionsWith1001() throws Exception {
        TextSocket socket = TextSocket.open(nodeA().session());
        nodeA().stop();
        assertThat(socket.closeCode()).isEqualTo(1001);
    }
}
