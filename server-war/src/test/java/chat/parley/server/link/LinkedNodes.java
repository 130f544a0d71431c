package chat.parley.server.link;

import static chat.parley.server.fixture.Keys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Heads;
import chat.parley.protocol.frame.Introduce;
import chat.parley.protocol.frame.LogHeads;
import chat.parley.protocol.frame.LogIds;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.ServerId;
import chat.parley.server.cluster.ServerIdentity;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of one domain that a test links, and a server that follows its own rules. */
abstract class LinkedNodes {
    @TempDir
    Path folder;

    final FakeClock clock = new FakeClock();
    final SigningKey domain = CRYPTO.newSigningKey();
    final Handshake handshake = new Handshake(CRYPTO);
    final Human alice = new Human("alice");
    final Human bob = new Human("bob");
    final Room room = new Room("room");
    final List<TestNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
    }

    TestNode node(ServerIdentity identity) {
        try {
            TestNode node = new TestNode(Files.createDirectory(folder.resolve("n" + nodes.size())), identity, clock);
            nodes.add(node);
            return node;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    ServerIdentity identity() {
        return TestNode.identity(domain, "ws://n" + nodes.size() + ":1/parley", clock);
    }

    TestNode node() {
        return node(identity());
    }

    Wire linked(TestNode one, TestNode two) {
        boolean smaller = one.identity.id().compareTo(two.identity.id()) < 0;
        Wire wire = smaller ? new Wire(one, two) : new Wire(two, one);
        Wire.run(wire);
        assertThat(Wire.linked(one, two)).isTrue();
        return wire;
    }

    /** A member of the domain that follows its own rules. */
    final class Hostile {
        final SigningKey key = CRYPTO.newSigningKey();
        final FakePeer peer;
        final Conversation conversation;
        final TestNode victim;

        Hostile(TestNode victim) {
            this.victim = victim;
            peer = new FakePeer(victim.frames, "203.0.113.1");
            conversation = victim.links.dialled(peer);
            Challenge challenge = peer.frames(Challenge.class).get(0);
            ServerId id = new ServerId(key.publicKey());
            Certificate certificate =
                    Certificate.issue(CRYPTO, domain, id, "ws://evil:1/parley", clock.millis() + 1_000_000_000L);
            String nonce = handshake.nonce();
            Handshake.Link proof = new Handshake.Link(victim.identity.id(), challenge.nonce(), id, nonce);
            send(new Introduce(certificate.write(), nonce, handshake.signAsDialler(proof, key)));
            assertThat(victim.links.isLinked(id)).isTrue();
            peer.frames();
        }

        void send(Frame frame) {
            victim.receive(conversation, frame);
        }
    }

    static List<String> refusals(FakePeer peer) {
        return peer.frames(Problem.class).stream().map(Problem::code).toList();
    }

    LogIds of(Event... events) {
        return new LogIds(
                room.id().toString(),
                Stream.of(events).map(event -> event.id().toString()).toList());
    }

    static Heads heads(Room room) {
        EventId unknown = new EventId(CRYPTO.random(EventId.BYTES));
        return new Heads(List.of(new LogHeads(room.id().toString(), List.of(unknown.toString()))));
    }

    static ProblemCode refusal(FakePeer peer) {
        List<Problem> problems = peer.frames(Problem.class);
        assertThat(problems).hasSize(1);
        assertThat(peer.isOpen()).isFalse();
        return ProblemCode.valueOf(problems.get(0).code());
    }
}
