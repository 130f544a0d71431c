package chat.parley.server.admission;

import static chat.parley.server.fixture.Keys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.ServerId;
import chat.parley.server.fixture.FakeClock;
import chat.parley.server.fixture.FakePeer;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Room;
import chat.parley.server.fixture.TestNode;
import chat.parley.server.fixture.Wire;
import chat.parley.server.peer.Conversation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("PROTOCOL.md, Limits: what exceeds a quota is put off, never ruled invalid")
class QuotaTest {
    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final SigningKey domain = CRYPTO.newSigningKey();
    private final Human alice = new Human("alice");
    private final Room room = new Room("room");
    private final List<TestNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
    }

    private TestNode node(Quotas quotas) throws IOException {
        String name = "n" + nodes.size();
        TestNode node = new TestNode(
                Files.createDirectory(folder.resolve(name)),
                TestNode.identity(domain, "ws://" + name + ":1/parley", clock),
                clock,
                quotas);
        nodes.add(node);
        return node;
    }

    @Test
    @DisplayName("A client's flood is stored as its quota allows, all of it in the end, and nothing of it is refused")
    void post_overTheQuota_storedLater() throws IOException {
        TestNode node = node(new Quotas(new Rate(10, 20, 1_000_000), 0, 5, 3, 64));
        room.join(alice);
        List<Event> said = room.say(alice, "m", 97);
        FakePeer peer = new FakePeer(node.frames, "10.0.0.1");
        Conversation session = session(node, peer, alice);
        node.receive(session, new Post(FrameCodec.texts(room.arrived())));
        assertThat(node.committed).hasSize(20);
        List<String> stored = new ArrayList<>();
        for (int second = 0; second < 8; second++) {
            stored(peer, stored);
            clock.pass(Duration.ofSeconds(1));
            node.receive(session, new Ping(second));
            node.sessions.tick();
            node.flush();
        }
        stored(peer, stored);
        assertThat(node.ids(room.id())).isEqualTo(room.ids());
        assertThat(stored).hasSize(100).contains(said.get(96).id().toString());
    }

    private static Conversation session(TestNode node, FakePeer peer, Human who) {
        Conversation session = node.sessions.begin(peer);
        Challenge challenge = peer.frames(Challenge.class).get(0);
        Handshake handshake = new Handshake(CRYPTO);
        Handshake.Session proof = new Handshake.Session(
                ServerId.of(challenge.server()), challenge.nonce(), handshake.nonce(), who.user(), who.device());
        node.receive(
                session,
                new Hello(
                        who.user().toString(),
                        who.device().toString(),
                        proof.deviceNonce(),
                        handshake.signAsDevice(proof, who.key())));
        peer.frames();
        return session;
    }

    @Test
    @DisplayName(
            "A30: who posts without end in another's name, by a device of their own, takes nothing of the other's quota")
    void post_forgedAuthor_authorNotPutOff() throws IOException {
        TestNode node = node(new Quotas(new Rate(10, 20, 1_000_000), 0, 5, 3, 64));
        Human mallory = new Human("mallory");
        room.join(alice);
        room.join(mallory);
        node.take(room.arrived());
        FakePeer liar = new FakePeer(node.frames, "10.0.0.2");
        Conversation hers = session(node, liar, mallory);
        List<Event> forged = room.copy().say(mallory, "f", 60).stream()
                .map(event -> mallory.inTheNameOf(alice, event))
                .toList();
        node.receive(hers, new Post(FrameCodec.texts(forged)));
        assertThat(liar.frames(Refused.class)).isNotEmpty();
        FakePeer peer = new FakePeer(node.frames, "10.0.0.1");
        Conversation session = session(node, peer, alice);
        List<Event> said = room.say(alice, "m", 20);
        node.receive(session, new Post(FrameCodec.texts(said)));
        assertThat(node.committed).containsAll(said);
    }

    private static void stored(FakePeer peer, List<String> stored) {
        peer.frames().forEach(frame -> {
            assertThat(frame).isNotInstanceOfAny(Problem.class, Refused.class);
            if (frame instanceof Stored receipt) {
                stored.addAll(receipt.ids());
            }
        });
    }

    @Test
    @DisplayName("I1: servers with different quotas hold the same in the end")
    void links_differentQuotas_alikeInTheEnd() throws IOException {
        TestNode generous = node(Quotas.STANDARD);
        TestNode strict = node(new Quotas(new Rate(1, 2, 1_000_000), 0, 5, 3, 64));
        boolean smaller = generous.identity.id().compareTo(strict.identity.id()) < 0;
        Wire wire = smaller ? new Wire(generous, strict) : new Wire(strict, generous);
        Wire.run(wire);
        room.join(alice);
        room.say(alice, "m", 600);
        generous.take(room.arrived());
        Wire.run(wire);
        assertThat(strict.committed).hasSize(2 * Admission.PER_LINK);
        for (int second = 0; second < 200; second++) {
            clock.pass(Duration.ofSeconds(1));
            generous.links.tick();
            strict.links.tick();
            Wire.run(wire);
        }
        assertThat(strict.ids(room.id())).isEqualTo(room.ids());
        assertThat(Wire.linked(generous, strict)).isTrue();
    }
}
