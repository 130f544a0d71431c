package chat.parley.server.link;

import static chat.parley.server.fixture.Keys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Heads;
import chat.parley.protocol.frame.Introduce;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.Pull;
import chat.parley.server.cluster.ServerIdentity;
import chat.parley.server.fixture.FakePeer;
import chat.parley.server.fixture.TestNode;
import chat.parley.server.fixture.Wire;
import chat.parley.server.peer.Conversation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Links: who proves what before a link stands")
class LinkProofTest extends LinkedNodes {
    @Test
    @DisplayName("A40: a server of another domain, or whose certificate has expired, is not linked")
    void introduce_wrongCertificate_refused() {
        TestNode one = node();
        List<ServerIdentity> strangers = List.of(
                TestNode.identity(CRYPTO.newSigningKey(), "ws://x:1/parley", clock),
                TestNode.identity(domain, "ws://x:1/parley", clock, Duration.ofSeconds(-1)));
        for (ServerIdentity each : strangers) {
            TestNode stranger = node(each);
            FakePeer peer = new FakePeer(one.frames, "x");
            Conversation conversation = one.links.dialled(peer);
            Challenge challenge = peer.frames(Challenge.class).get(0);
            String nonce = handshake.nonce();
            Handshake.Link proof = new Handshake.Link(one.identity.id(), challenge.nonce(), each.id(), nonce);
            one.receive(
                    conversation,
                    new Introduce(each.certificate().write(), nonce, handshake.signAsDialler(proof, each.key())));
            assertThat(refusal(peer)).isEqualTo(ProblemCode.BAD_CERTIFICATE);
            Wire dialled = new Wire(one, stranger);
            Wire.run(dialled);
            assertThat(Wire.linked(one, stranger)).isFalse();
            assertThat(one.links.linked()).isEmpty();
        }
    }

    @Test
    @DisplayName("A41: with another server's certificate one is not that server, dialling or dialled")
    void introduce_anothersCertificate_refused() {
        TestNode one = node();
        TestNode two = node();
        SigningKey thief = CRYPTO.newSigningKey();
        FakePeer peer = new FakePeer(one.frames, "x");
        Conversation conversation = one.links.dialled(peer);
        Challenge challenge = peer.frames(Challenge.class).get(0);
        String nonce = handshake.nonce();
        Handshake.Link proof = new Handshake.Link(one.identity.id(), challenge.nonce(), two.identity.id(), nonce);
        one.receive(
                conversation,
                new Introduce(two.identity.certificate().write(), nonce, handshake.signAsDialler(proof, thief)));
        assertThat(refusal(peer)).isEqualTo(ProblemCode.AUTHENTICATION_FAILED);

        FakePeer dialled = new FakePeer(one.frames, "x");
        Conversation dialling = one.links.dialling(dialled, "ws://two:1/parley");
        one.receive(
                dialling,
                new Challenge(
                        two.identity.domain().toString(),
                        two.identity.id().toString(),
                        two.identity.certificate().write(),
                        handshake.nonce()));
        Introduce answer = dialled.frames(Introduce.class).get(0);
        Handshake.Link link =
                new Handshake.Link(two.identity.id(), handshake.nonce(), one.identity.id(), answer.nonce());
        one.receive(dialling, new Introduce("", "", handshake.signAsDialled(link, thief)));
        assertThat(refusal(dialled)).isEqualTo(ProblemCode.AUTHENTICATION_FAILED);
        assertThat(one.links.linked()).isEmpty();
    }

    @Test
    @DisplayName("A20: an introduction that was overheard serves nobody a second time, nor as an answer to itself")
    void introduce_replayedOrReflected_refused() {
        TestNode one = node();
        TestNode two = node();
        List<String> heard = new ArrayList<>();
        Wire wire = new Wire(one, two).onTheWay(text -> {
            heard.add(text);
            return text;
        });
        Wire.run(wire);
        String introduction = heard.stream()
                .filter(text -> text.contains("\"type\":\"introduce\""))
                .findFirst()
                .orElseThrow();
        wire.cut();
        FakePeer peer = new FakePeer(two.frames, "x");
        Conversation again = two.links.dialled(peer);
        peer.frames();
        two.handle(again, introduction);
        assertThat(refusal(peer)).isEqualTo(ProblemCode.AUTHENTICATION_FAILED);

        FakePeer mirror = new FakePeer(one.frames, "x");
        Conversation reflected = one.links.dialling(mirror, "ws://two:1/parley");
        one.handle(reflected, heard.get(0));
        Introduce own = mirror.frames(Introduce.class).get(0);
        one.receive(reflected, new Introduce("", "", own.signature()));
        assertThat(refusal(mirror)).isEqualTo(ProblemCode.AUTHENTICATION_FAILED);
    }

    @Test
    @DisplayName("Before its proof a peer can do nothing, and a frame of clients ends a link")
    void handle_wrongFrames_refused() {
        TestNode one = node();
        room.join(alice);
        Frame[] early = {
            new Events(FrameCodec.texts(room.arrived())),
            new Page("", FrameCodec.texts(room.arrived()), false),
            new Heads(List.of()),
            new Pull(room.id().toString(), List.of()),
            new Fetch(List.of()),
            new Ping(1)
        };
        for (Frame frame : early) {
            FakePeer peer = new FakePeer(one.frames, "x");
            Conversation conversation = one.links.dialled(peer);
            one.receive(conversation, frame);
            assertThat(refusal(peer)).isEqualTo(ProblemCode.NOT_AUTHENTICATED);
            conversation.closed();
        }
        assertThat(one.committed).isEmpty();
        Hostile hostile = new Hostile(one);
        hostile.send(new Post(List.of()));
        assertThat(refusal(hostile.peer)).isEqualTo(ProblemCode.UNKNOWN_TYPE);
    }

    @Test
    @DisplayName("A54: who proves nothing is cut off in time, whatever it chatters, and many of them are turned away")
    void tick_noProof_cut() {
        TestNode one = node();
        FakePeer chatterer = new FakePeer(one.frames, "x");
        Conversation conversation = one.links.dialled(chatterer);
        one.receive(conversation, new Problem("X", "\u001b[31mline\nline"));
        assertThat(chatterer.isOpen()).isFalse();
        FakePeer mute = new FakePeer(one.frames, "x");
        Conversation waiting = one.links.dialled(mute);
        for (int second = 0; second < 10; second++) {
            clock.pass(Duration.ofSeconds(1));
            one.links.tick();
        }
        assertThat(mute.isOpen()).isFalse();
        waiting.closed();
        List<FakePeer> flood = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            FakePeer each = new FakePeer(one.frames, "x");
            one.links.dialled(each);
            flood.add(each);
        }
        assertThat(flood.stream().filter(FakePeer::isOpen)).hasSize(LinkHub.MAX_UNPROVED);
        FakePeer other = new FakePeer(one.frames, "y");
        one.links.dialled(other);
        assertThat(other.isOpen()).isTrue();
    }
}
