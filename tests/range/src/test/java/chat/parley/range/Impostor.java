package chat.parley.range;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.TextSocket;
import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Introduce;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Pong;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.id.ServerId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A server that dials a node and then follows its own rules. It has one key for all its links: more would change which
 * servers a room belongs on.
 */
final class Impostor implements AutoCloseable {
    static final SigningKey KEY = TestKeys.signing("impostor");
    static final ServerId ID = new ServerId(KEY.publicKey());

    private static final FrameCodec FRAMES = new FrameCodec();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long FIRST_PING = 1;

    private final Handshake handshake = new Handshake(CRYPTO);
    private final TextSocket socket;
    private final Challenge challenge;
    private final List<Frame> heard = new CopyOnWriteArrayList<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private volatile boolean mute;

    private Impostor(NodeProcess node) throws Exception {
        socket = TextSocket.open(URI.create(node.url() + "/link"));
        challenge = (Challenge) FRAMES.read(socket.next());
    }

    /** Connects and reads the challenge. */
    static Impostor connect(NodeProcess node) throws Exception {
        return new Impostor(node);
    }

    /** Connects, proves what it is and is linked from then on; answers heartbeats until it is mute. */
    static Impostor linked(NodeProcess node) throws Exception {
        AtomicReference<Impostor> linked = new AtomicReference<>();
        // A link that has just ended may still stand at the node, and of two only one may.
        Eventually.within(PATIENCE, () -> linked.set(attempt(node)));
        linked.get().listen();
        return linked.get();
    }

    private static Impostor attempt(NodeProcess node) {
        try {
            Impostor impostor = connect(node);
            impostor.send(impostor.introduction(certificate(node), KEY));
            assertThat(FRAMES.read(impostor.socket.next())).isInstanceOf(Introduce.class);
            impostor.assertStands();
            return impostor;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The node introduces itself before it looks whether another link stands: then this one ends without an answer. */
    private void assertStands() throws Exception {
        Ping ping = new Ping(FIRST_PING);
        send(ping);
        String text = socket.next();
        while (text != null && !FRAMES.read(text).equals(new Pong(ping.number()))) {
            heard.add(FRAMES.read(text));
            text = socket.next();
        }
        assertThat(text).as("an answer over the link").isNotNull();
    }

    /** What the domain says of it; the url is the node's own, so that no client is led astray. */
    static Certificate certificate(NodeProcess node) {
        return Certificate.issue(CRYPTO, Pair.DOMAIN, ID, node.url(), System.currentTimeMillis() + HOUR_MILLIS);
    }

    /** An answer to the challenge in the name of a certificate's server, signed with any key. */
    Introduce introduction(Certificate certificate, SigningKey key) {
        String nonce = handshake.nonce();
        Handshake.Link link =
                new Handshake.Link(ServerId.of(challenge.server()), challenge.nonce(), certificate.server(), nonce);
        return new Introduce(certificate.write(), nonce, handshake.signAsDialler(link, key));
    }

    void send(Frame frame) throws Exception {
        raw(FRAMES.write(frame));
    }

    synchronized void raw(String text) throws Exception {
        sent.add(text);
        socket.send(text);
    }

    void push(Event... events) throws Exception {
        send(new Events(FrameCodec.texts(Arrays.asList(events))));
    }

    void push(EventText... events) throws Exception {
        send(new Events(Arrays.asList(events)));
    }

    /** All texts that it has sent. */
    List<String> sent() {
        return new ArrayList<>(sent);
    }

    /** What the node has said since the link stands, of one type. */
    <T extends Frame> List<T> heard(Class<T> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The first answer of this type, as soon as it is there. */
    <T extends Frame> T hears(Class<T> type) {
        Eventually.within(PATIENCE, () -> assertThat(heard(type)).isNotEmpty());
        return heard(type).get(0);
    }

    /** Waits until the node has worked off all that was sent. */
    void settled() throws Exception {
        long number = System.nanoTime() & Integer.MAX_VALUE;
        send(new Ping(number));
        Eventually.within(PATIENCE, () -> assertThat(heard(Pong.class)).contains(new Pong(number)));
    }

    /** Answers no heartbeat any more; the connection stays. */
    void mute() {
        mute = true;
    }

    /** Asserts that the node answers with this code and closes. */
    void assertRefused(String code) throws Exception {
        Problem problem = (Problem) FRAMES.read(socket.next());
        assertThat(problem.code()).isEqualTo(code);
        assertThat(socket.closing()).isEqualTo(new TextSocket.Close(4000, code));
    }

    TextSocket.Close closing() throws Exception {
        return socket.closing();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void listen() {
        Thread reader = new Thread(this::read, "impostor");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            for (String text = socket.next(); text != null; text = socket.next()) {
                Frame frame = FRAMES.read(text);
                if (frame instanceof Ping ping) {
                    if (!mute) {
                        send(new Pong(ping.number()));
                    }
                } else {
                    heard.add(frame);
                }
            }
        } catch (Exception e) {
            // The node has closed.
        }
    }
}
