package chat.parley.server.session;

import static chat.parley.server.fixture.Keys.CODEC;
import static chat.parley.server.fixture.Keys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.frame.Welcome;
import chat.parley.protocol.id.LogId;
import chat.parley.server.cluster.ServerIdentity;
import chat.parley.server.fixture.FakeClock;
import chat.parley.server.fixture.FakePeer;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Room;
import chat.parley.server.fixture.TestNode;
import chat.parley.server.peer.Conversation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A node, and clients that say hello to it. */
abstract class NodeWithClients {
    @TempDir
    Path folder;

    final FakeClock clock = new FakeClock();
    final ServerIdentity identity = TestNode.identity(CRYPTO.newSigningKey(), "ws://a:1/parley", clock);
    final Handshake handshake = new Handshake(CRYPTO);
    final Human alice = new Human("alice");
    final Human bob = new Human("bob");
    final Room room = new Room("room");
    TestNode node;
    int address;

    /** A client's end of a session. */
    final class Client {
        final Human human;
        final FakePeer peer;
        final Conversation session;
        final Challenge challenge;

        Client(Human human, String address) {
            this.human = human;
            peer = new FakePeer(node.frames, address);
            session = node.sessions.begin(peer);
            List<Challenge> challenges = peer.frames(Challenge.class);
            challenge = challenges.isEmpty() ? null : challenges.get(0);
        }

        void send(Frame frame) {
            node.receive(session, frame);
        }

        Handshake.Session proof(String nonce) {
            return new Handshake.Session(identity.id(), challenge.nonce(), nonce, human.user(), human.device());
        }

        Hello hello(Handshake.Session proof, SigningKey key) {
            return new Hello(
                    human.user().toString(),
                    human.device().toString(),
                    proof.deviceNonce(),
                    handshake.signAsDevice(proof, key));
        }

        Client enter() {
            send(hello(proof(handshake.nonce()), human.key()));
            assertThat(peer.frames(Welcome.class)).hasSize(1);
            return this;
        }

        void post(Event... events) {
            send(new Post(FrameCodec.texts(List.of(events))));
        }

        void subscribe(LogId log) {
            send(new Subscribe(log.toString(), List.of()));
        }

        ProblemCode refusal() {
            List<Problem> problems = peer.frames(Problem.class);
            assertThat(problems).hasSize(1);
            assertThat(peer.isOpen()).isFalse();
            return ProblemCode.valueOf(problems.get(0).code());
        }
    }

    @BeforeEach
    void start() {
        node = new TestNode(folder, identity, clock);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    Client client(Human human) {
        return new Client(human, "10.0.0." + address++);
    }

    static Event event(EventText text) {
        try {
            return FrameCodec.event(CODEC, text);
        } catch (InvalidEventException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> ids(List<Event> events) {
        return events.stream().map(event -> event.id().toString()).toList();
    }
}
