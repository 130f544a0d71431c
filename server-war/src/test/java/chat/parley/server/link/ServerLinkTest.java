package chat.parley.server.link;

import static chat.parley.server.fixture.Keys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.frame.Announce;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Confirm;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Graft;
import chat.parley.protocol.frame.Heads;
import chat.parley.protocol.frame.Hosts;
import chat.parley.protocol.frame.Introduce;
import chat.parley.protocol.frame.LogHeads;
import chat.parley.protocol.frame.LogIds;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.Prune;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Range;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.sync.Portions;
import chat.parley.server.admission.Quotas;
import chat.parley.server.cluster.ServerIdentity;
import chat.parley.server.fixture.FakeClock;
import chat.parley.server.fixture.FakePeer;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Room;
import chat.parley.server.fixture.TestNode;
import chat.parley.server.fixture.Wire;
import chat.parley.server.peer.Conversation;
import chat.parley.server.socket.SocketLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("PROTOCOL.md, Links")
class ServerLinkTest {
    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final SigningKey domain = CRYPTO.newSigningKey();
    private final Handshake handshake = new Handshake(CRYPTO);
    private final Human alice = new Human("alice");
    private final Human bob = new Human("bob");
    private final Room room = new Room("room");
    private final List<TestNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
    }

    private TestNode node(ServerIdentity identity) {
        try {
            TestNode node = new TestNode(Files.createDirectory(folder.resolve("n" + nodes.size())), identity, clock);
            nodes.add(node);
            return node;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private ServerIdentity identity() {
        return TestNode.identity(domain, "ws://n" + nodes.size() + ":1/parley", clock);
    }

    private TestNode node() {
        return node(identity());
    }

    private Wire linked(TestNode one, TestNode two) {
        boolean smaller = one.identity.id().compareTo(two.identity.id()) < 0;
        Wire wire = smaller ? new Wire(one, two) : new Wire(two, one);
        Wire.run(wire);
        assertThat(Wire.linked(one, two)).isTrue();
        return wire;
    }

    /** A member of the domain that follows its own rules. */
    private final class Hostile {
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

    @Test
    void links_sameDomain_standBothWaysAndEndOnce() {
        TestNode one = node();
        TestNode two = node();
        Wire wire = linked(one, two);
        assertThat(one.linkNews).containsExactly(two.identity.id());
        assertThat(two.linkNews).containsExactly(one.identity.id());
        wire.cut();
        wire.cut();
        assertThat(one.linkNews).isEmpty();
        assertThat(two.linkNews).isEmpty();
        assertThat(Wire.linked(one, two)).isFalse();
    }

    @Test
    @DisplayName("I1: a thousand events come over in pages, identities first, and both are alike")
    void pull_thousandEvents_alike() {
        TestNode one = node();
        TestNode two = node();
        room.join(alice);
        room.say(alice, "m", 1000);
        one.take(room.arrived());
        Wire wire = linked(one, two);
        assertThat(two.ids(room.id())).isEqualTo(room.ids());
        assertThat(two.store.heads(room.id())).isEqualTo(one.store.heads(room.id()));
        assertThat(two.store.logs()).containsExactlyInAnyOrderElementsOf(one.store.logs());
        assertThat(wire.carried).allMatch(text -> text.length() <= SocketLimits.FRAME_BYTES);
        assertThat(wire.carried.stream().filter(text -> text.contains("\"type\":\"page\"")))
                .hasSizeBetween(4, 10);
    }

    @Test
    @DisplayName("I1: two that grew apart are alike after one exchange of heads, forks included")
    void heads_bothGrewApart_alike() {
        TestNode one = node();
        TestNode two = node();
        room.join(alice);
        room.join(bob);
        room.say(alice, "common", 10);
        Room other = room.copy();
        room.say(alice, "here", 300);
        other.say(bob, "there", 300);
        other.say(alice, "fork", 3);
        one.take(room.arrived());
        two.take(other.arrived());
        linked(one, two);
        room.take(other.arrived());
        assertThat(one.ids(room.id())).isEqualTo(room.ids());
        assertThat(two.ids(room.id())).isEqualTo(room.ids());
        assertThat(two.ledger.replica().room(room.id()).state())
                .isEqualTo(one.ledger.replica().room(room.id()).state());
    }

    @Test
    @DisplayName(
            "I1: both branches of a long fork come over in few frames, though each device is equally far at both ends")
    void heads_longFork_comparedByRanges() {
        TestNode one = node();
        TestNode two = node();
        room.join(alice);
        room.say(alice, "common", 500);
        Room other = room.copy();
        room.say(alice, "here", 300);
        other.say(alice, "there", 300);
        one.take(room.arrived());
        two.take(other.arrived());
        assertThat(one.store.vector(room.id())).isEqualTo(two.store.vector(room.id()));
        Wire wire = linked(one, two);
        room.take(other.arrived());
        assertThat(one.ids(room.id())).hasSize(1101).isEqualTo(room.ids());
        assertThat(two.ids(room.id())).isEqualTo(room.ids());
        assertThat(wire.carried).anyMatch(text -> text.contains("\"type\":\"compare\""));
        assertThat(wire.carried).hasSizeLessThan(60);
    }

    @Test
    @DisplayName("I9: a server that finds differences without end is asked a bounded number of times")
    void differ_withoutEnd_bounded() {
        TestNode one = node();
        room.join(alice);
        one.take(room.arrived());
        Hostile hostile = new Hostile(one);
        hostile.send(heads(room));
        int asked = 0;
        boolean any = true;
        while (any) {
            any = false;
            for (Frame frame : hostile.peer.frames()) {
                any |= frame instanceof Pull || frame instanceof Fetch || frame instanceof Compare;
                if (frame instanceof Pull pull) {
                    hostile.send(new Page(pull.log(), List.of(), false));
                } else if (frame instanceof Fetch) {
                    hostile.send(new Page("", List.of(), false));
                } else if (frame instanceof Compare compare) {
                    asked++;
                    List<Range> endless = Collections.nCopies(2, new Range("", "", "no such print", List.of()));
                    hostile.send(new Differ(compare.log(), endless));
                }
            }
        }
        assertThat(asked).isBetween(2, 1024);
        assertThat(hostile.peer.isOpen()).isTrue();
    }

    @Test
    @DisplayName("I10: what two cannot tell each other a third relays, at once; A42: and nothing goes round in circles")
    void push_chainAndTriangle_everywhereOnce() {
        TestNode a = node();
        TestNode b = node();
        TestNode c = node();
        Wire ac = linked(a, c);
        Wire cb = linked(c, b);
        room.join(alice);
        a.take(room.arrived());
        Wire.run(ac, cb);
        assertThat(b.ids(room.id())).isEqualTo(room.ids());

        Wire ab = linked(a, b);
        Wire.run(ab, ac, cb);
        List.of(ab, ac, cb).forEach(wire -> wire.carried.clear());
        Event said = room.say(alice, "round and round");
        a.take(List.of(said));
        Wire.run(ab, ac, cb);
        for (TestNode node : nodes) {
            assertThat(node.ids(room.id())).isEqualTo(room.ids());
            assertThat(node.committed.stream().filter(said::equals)).hasSize(1);
        }
        String header = said.id().toString();
        long copies = List.of(ab, ac, cb).stream()
                .flatMap(wire -> wire.carried.stream())
                .filter(text -> text.contains("\"type\":\"events\""))
                .count();
        assertThat(copies).as("copies of " + header).isBetween(2L, 4L);
    }

    @Test
    void push_ownEvents_notEchoedToTheSender() {
        TestNode one = node();
        TestNode two = node();
        Wire wire = linked(one, two);
        room.join(alice);
        wire.carried.clear();
        one.take(room.arrived());
        Wire.run(wire);
        assertThat(wire.carried.stream()
                        .filter(text -> !text.contains("\"type\":\"hosts\"") && !text.contains("\"type\":\"heads\"")))
                .as("the events one way, the receipt the other")
                .satisfiesExactly(
                        events -> assertThat(events).contains("\"type\":\"events\""),
                        receipt -> assertThat(receipt).contains("\"type\":\"stored\""));
        assertThat(two.ids(room.id())).isEqualTo(room.ids());
    }

    @Test
    @DisplayName("Identities go along with what cites them once over a link, not each time")
    void push_citedIdentity_sentOnce() {
        TestNode one = node();
        TestNode two = node();
        Wire wire = linked(one, two);
        Event join = room.join(alice);
        one.take(room.arrived());
        Wire.run(wire);
        wire.carried.clear();
        Event leave = room.leave(alice);
        Event again = room.join(alice);
        one.take(List.of(leave, again));
        Wire.run(wire);
        assertThat(two.store.contains(join.id()) && two.store.contains(again.id()))
                .isTrue();
        assertThat(wire.carried.stream().filter(text -> text.contains("\"type\":\"events\"")))
                .singleElement()
                .satisfies(text -> assertThat(text.split("\"header\"")).hasSize(3));
    }

    @Test
    @DisplayName("I11: a room full of the longest and ugliest bodies still comes over, frame by frame")
    void pull_bodiesOfControlCharacters_noFrameTooLong() {
        TestNode one = node();
        TestNode two = node();
        room.join(alice);
        for (int i = 0; i < 30; i++) {
            room.say(alice, "\u0001".repeat(64 * 1024));
        }
        one.take(room.arrived());
        Wire wire = linked(one, two);
        List<Event> news = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            news.add(room.say(alice, "\u0002".repeat(64 * 1024)));
        }
        one.take(news);
        Wire.run(wire);
        assertThat(two.ids(room.id())).isEqualTo(room.ids());
        assertThat(wire.carried).allMatch(text -> text.length() <= SocketLimits.FRAME_BYTES);
    }

    @Test
    @DisplayName("I11: an identity too long for a frame does not keep the room from coming over")
    void pull_endlessIdentity_roomComesOver() {
        TestNode one = node();
        TestNode two = node();
        alice.replaceSealing(1500);
        room.join(alice);
        room.join(bob);
        room.say(bob, "hello", 300);
        one.take(room.arrived());
        Wire wire = linked(one, two);
        assertThat(two.ids(room.id())).isEqualTo(room.ids());
        assertThat(wire.carried).allMatch(text -> text.length() <= 2 * Portions.MAX_LENGTH);
        one.take(List.of(room.leave(alice), room.join(alice)));
        Wire.run(wire);
        assertThat(two.ids(room.id())).isEqualTo(room.ids());
        assertThat(wire.carried).allMatch(text -> text.length() <= 2 * Portions.MAX_LENGTH);
    }

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
    void dialling_oneself_closed() {
        TestNode one = node();
        Wire wire = new Wire(one, one);
        Wire.run(wire);
        assertThat(one.links.linked()).isEmpty();
        assertThat(wire.atDialler.isOpen()).isFalse();
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
    @DisplayName("Of two links between two servers the one that the smaller id has dialled stays, whatever the order")
    void established_bothDial_smallersStays() {
        for (int order = 0; order < 2; order++) {
            TestNode one = node();
            TestNode two = node();
            boolean smaller = one.identity.id().compareTo(two.identity.id()) < 0;
            TestNode small = smaller ? one : two;
            TestNode large = smaller ? two : one;
            Wire first = new Wire(order == 0 ? small : large, order == 0 ? large : small);
            Wire second = new Wire(order == 0 ? large : small, order == 0 ? small : large);
            Wire.run(first, second);
            Wire right = order == 0 ? first : second;
            Wire wrong = order == 0 ? second : first;
            assertThat(right.atDialler.isOpen() && right.atDialled.isOpen()).isTrue();
            assertThat(wrong.atDialler.isOpen() || wrong.atDialled.isOpen()).isFalse();
            assertThat(Wire.linked(small, large)).isTrue();
            assertThat(small.linkNews).contains(large.identity.id());
            room.join(alice);
            small.take(room.arrived());
            Wire.run(first, second);
            assertThat(large.ids(room.id())).isEqualTo(room.ids());
        }
    }

    @Test
    @DisplayName("A22: a dead peer is noticed within 5 s, and what it says after its end counts for nothing")
    void tick_silentPeer_ended() {
        TestNode one = node();
        TestNode two = node();
        Wire wire = linked(one, two);
        room.join(alice);
        for (int second = 0; second < 5; second++) {
            clock.pass(Duration.ofSeconds(1));
            one.links.tick();
        }
        assertThat(one.links.isLinked(two.identity.id())).isFalse();
        assertThat(one.linkNews).isEmpty();
        Conversation late = wire.dialling == null ? wire.dialled : wire.dialling;
        one.receive(late, new Events(FrameCodec.texts(room.arrived())));
        one.receive(wire.dialled, new Events(FrameCodec.texts(room.arrived())));
        late.closed();
        assertThat(one.committed).isEmpty();
    }

    @Test
    void tick_bothAlive_stays() {
        TestNode one = node();
        TestNode two = node();
        Wire wire = linked(one, two);
        for (int second = 0; second < 60; second++) {
            clock.pass(Duration.ofSeconds(1));
            one.links.tick();
            two.links.tick();
            Wire.run(wire);
        }
        assertThat(Wire.linked(one, two)).isTrue();
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

    @Test
    @DisplayName("A link ends when the other's certificate does")
    void tick_certificateExpires_ended() {
        TestNode one = node();
        TestNode two = node(TestNode.identity(domain, "ws://short:1/parley", clock, Duration.ofSeconds(30)));
        Wire wire = linked(one, two);
        for (int second = 0; second <= 30; second++) {
            assertThat(Wire.linked(one, two)).isTrue();
            clock.pass(Duration.ofSeconds(1));
            one.links.tick();
            two.links.tick();
            Wire.run(wire);
        }
        assertThat(one.links.isLinked(two.identity.id())).isFalse();
    }

    @Test
    @DisplayName("A43: events that are withheld, reordered or doubled arrive all the same, once each and causes first")
    void push_lostDoubledReordered_healed() {
        TestNode one = node();
        TestNode two = node();
        Random random = new Random(7);
        Wire wire = linked(one, two);
        wire.onTheWay(text -> text.contains("\"type\":\"events\"") && random.nextInt(3) == 0 ? null : text);
        room.join(alice);
        one.take(room.arrived());
        for (int i = 0; i < 50; i++) {
            one.take(List.of(room.say(alice, "m" + i)));
            Wire.run(wire);
        }
        for (int second = 0; second < 31; second++) {
            clock.pass(Duration.ofSeconds(1));
            one.links.tick();
            two.links.tick();
            Wire.run(wire);
        }
        assertThat(two.ids(room.id())).isEqualTo(room.ids());
        List<Event> shuffled = new ArrayList<>(room.say(alice, "late", 40));
        shuffled.addAll(shuffled.subList(0, 20));
        Collections.shuffle(shuffled, random);
        Hostile hostile = new Hostile(two);
        hostile.send(new Events(FrameCodec.texts(shuffled)));
        assertThat(two.ids(room.id())).isEqualTo(room.ids());
        assertThat(two.committed).doesNotHaveDuplicates();
        List<EventId> order = two.committed.stream()
                .filter(event -> event.log().equals(room.id()))
                .map(Event::id)
                .toList();
        assertThat(order).isEqualTo(room.ids());
    }

    @Test
    @DisplayName(
            "A44: a forged backfill is stored nowhere; A10: nor is what is signed wrongly, and the right one still comes")
    void page_forged_nothingStored() {
        TestNode one = node();
        TestNode two = node();
        room.join(alice);
        Event said = room.say(alice, "true");
        EventText right = said.text();
        EventText wrong = room.say(alice, "other").text();
        Hostile hostile = new Hostile(one);
        Wire wire = linked(one, two);
        wire.carried.clear();
        hostile.send(new Events(
                FrameCodec.texts(room.arrived().subList(0, room.arrived().size() - 2))));
        Wire.run(wire);
        int before = one.committed.size();
        for (String signature : List.of("", wrong.signature(), right.signature().substring(1), "null")) {
            hostile.send(new Page(
                    room.id().toString(), List.of(new EventText(right.header(), signature, right.body(), "")), false));
        }
        hostile.send(new Page(
                room.id().toString(), List.of(new EventText(right.header(), right.signature(), "tame", "")), false));
        assertThat(one.committed).hasSize(before);
        wire.carried.clear();
        Wire.run(wire);
        assertThat(wire.carried).isEmpty();
        hostile.send(new Events(List.of(right)));
        Wire.run(wire);
        assertThat(two.store.contains(said.id())).isTrue();
    }

    @Test
    @DisplayName("I9: a server that always has more, and none of it any good, is asked a bounded number of times")
    void page_garbageWithMore_pullsEnd() {
        TestNode one = node();
        Hostile hostile = new Hostile(one);
        hostile.send(heads(room));
        int asked = 0;
        for (int i = 0; i < 200; i++) {
            List<Frame> frames = hostile.peer.frames();
            for (Frame frame : frames) {
                if (frame instanceof Pull pull) {
                    asked++;
                    hostile.send(new Page(
                            pull.log(), FrameCodec.texts(List.of(room.draftSaying(bob, "no member " + i))), true));
                } else if (frame instanceof Fetch) {
                    asked++;
                    hostile.send(new Page("", List.of(), true));
                }
            }
        }
        assertThat(asked).isLessThan(5);
        assertThat(one.committed).isEmpty();
    }

    @Test
    @DisplayName("I10: a server that never answers a pull holds up neither other logs nor other links")
    void pull_neverAnswered_givenUp() {
        TestNode one = node();
        TestNode two = node();
        Hostile hostile = new Hostile(one);
        Room other = new Room("other");
        hostile.send(heads(room));
        hostile.send(heads(other));
        assertThat(hostile.peer.frames(Pull.class))
                .extracting(Pull::log)
                .containsExactly(room.id().toString());
        room.join(alice);
        two.take(room.arrived());
        Wire wire = linked(one, two);
        for (int second = 0; second < 25; second++) {
            if (second == 4) {
                Wire.run(wire);
                assertThat(one.ids(room.id())).isEqualTo(room.ids());
            }
            clock.pass(Duration.ofSeconds(1));
            hostile.send(new Ping(second));
            one.links.tick();
        }
        assertThat(hostile.peer.frames(Pull.class))
                .extracting(Pull::log)
                .contains(other.id().toString());
    }

    @Test
    @DisplayName("I9: heads of logs without end are remembered up to a bound")
    void heads_withoutEnd_bounded() {
        TestNode one = node();
        Hostile hostile = new Hostile(one);
        for (int i = 0; i < 30; i++) {
            List<LogHeads> logs = new ArrayList<>();
            for (int j = 0; j < 1000; j++) {
                String id = new EventId(CRYPTO.random(EventId.BYTES)).toString();
                logs.add(new LogHeads(id, List.of(id)));
            }
            hostile.send(new Heads(logs));
        }
        int pulls = 0;
        boolean any = true;
        while (any) {
            any = false;
            for (Frame frame : hostile.peer.frames()) {
                if (frame instanceof Pull pull) {
                    pulls++;
                    any = true;
                    hostile.send(new Page(pull.log(), List.of(), false));
                }
            }
        }
        assertThat(pulls).isLessThanOrEqualTo(10_001);
    }

    @Test
    @DisplayName(
            "Spreading: what comes twice is pruned, then announced; what was announced and did not come is grafted")
    void announce_eventThatDoesNotCome_grafted() {
        TestNode one = node();
        room.join(alice);
        one.take(room.arrived());
        Hostile peer = new Hostile(one);
        Event first = room.say(alice, "first");
        one.take(List.of(first));
        assertThat(peer.peer.frames(Events.class)).hasSize(1);
        peer.send(new Events(FrameCodec.texts(List.of(first))));
        assertThat(peer.peer.frames(Prune.class)).hasSize(1);
        Event second = room.say(alice, "second");
        one.take(List.of(second));
        assertThat(peer.peer.frames(Events.class)).isEmpty();
        one.links.tick();
        assertThat(peer.peer.frames(Announce.class)).containsExactly(new Announce(List.of(of(second))));
        peer.send(new Graft(List.of(of(second))));
        assertThat(peer.peer.frames(Page.class))
                .containsExactly(new Page("", FrameCodec.texts(List.of(second)), false));
        Event third = room.say(alice, "third");
        one.take(List.of(third));
        assertThat(peer.peer.frames(Events.class)).hasSize(1);

        peer.send(new Prune(List.of(room.id().toString())));
        Event lost = room.say(alice, "lost");
        peer.send(new Announce(List.of(of(third, lost))));
        one.links.tick();
        assertThat(peer.peer.frames(Graft.class)).isEmpty();
        clock.pass(Duration.ofMillis(BroadcastTree.PATIENCE_MILLIS));
        one.links.tick();
        assertThat(peer.peer.frames(Graft.class)).containsExactly(new Graft(List.of(of(lost))));
        peer.send(new Page("", FrameCodec.texts(List.of(lost)), false));
        assertThat(one.ids(room.id())).isEqualTo(room.ids());
    }

    @Test
    @DisplayName("I9: an announcement that is too long does nothing; one of garbage is asked for a few times")
    void announce_garbage_bounded() {
        TestNode one = node();
        Hostile hostile = new Hostile(one);
        List<String> garbage = new ArrayList<>();
        for (int i = 0; i <= Announce.MAX_IDS; i++) {
            garbage.add(new EventId(CRYPTO.random(EventId.BYTES)).toString());
        }
        hostile.send(new Announce(List.of(new LogIds(room.id().toString(), garbage))));
        assertThat(refusals(hostile.peer)).containsExactly("TOO_MANY");
        assertThat(hostile.peer.isOpen()).isTrue();
        hostile.send(new Announce(List.of(new LogIds(room.id().toString(), garbage.subList(0, 100)))));
        int asked = 0;
        for (int second = 0; second < 30; second++) {
            clock.pass(Duration.ofSeconds(1));
            hostile.send(new Ping(second));
            one.links.tick();
            asked += hostile.peer.frames(Graft.class).size();
        }
        assertThat(asked).isEqualTo(BroadcastTree.MAX_ASKED);
        assertThat(one.committed).isEmpty();
    }

    private static List<String> refusals(FakePeer peer) {
        return peer.frames(Problem.class).stream().map(Problem::code).toList();
    }

    @Test
    @DisplayName("A receipt under a renewed certificate counts; A23: one in another server's name does not")
    void receipt_renewedOrForeignCertificate_onlyTheOwn() {
        TestNode one = node();
        TestNode two = node();
        Hostile other = new Hostile(one);
        ServerId id = new ServerId(other.key.publicKey());
        Certificate renewed =
                Certificate.issue(CRYPTO, domain, id, "ws://evil:1/parley", clock.millis() + 2_000_000_000L);
        Certificate selfMade = Certificate.issue(
                CRYPTO, CRYPTO.newSigningKey(), id, "ws://evil:1/parley", clock.millis() + 2_000_000_000L);
        other.send(new Stored(two.identity.certificate().write(), List.of(), ""));
        other.send(new Stored(selfMade.write(), List.of(), ""));
        other.send(new Stored("{}", List.of(), ""));
        assertThat(one.receipts).isEmpty();
        other.send(new Stored(renewed.write(), List.of(), ""));
        assertThat(one.receipts).hasSize(1);
        clock.pass(Duration.ofMillis(1_500_000_000L));
        other.send(new Ping(1));
        one.links.tick();
        assertThat(one.links.isLinked(id)).isTrue();
    }

    private LogIds of(Event... events) {
        return new LogIds(
                room.id().toString(),
                Stream.of(events).map(event -> event.id().toString()).toList());
    }

    private static Heads heads(Room room) {
        EventId unknown = new EventId(CRYPTO.random(EventId.BYTES));
        return new Heads(List.of(new LogHeads(room.id().toString(), List.of(unknown.toString()))));
    }

    private static ProblemCode refusal(FakePeer peer) {
        List<Problem> problems = peer.frames(Problem.class);
        assertThat(problems).hasSize(1);
        assertThat(peer.isOpen()).isFalse();
        return ProblemCode.valueOf(problems.get(0).code());
    }

    @Test
    @DisplayName("I2: a receipt that was lost is given again to the server that asks for it, and for nothing else")
    void confirm_isAnsweredWithTheReceipt() throws Exception {
        TestNode one = node();
        TestNode two = node();
        Wire wire = linked(one, two);
        Human alice = new Human("alice");
        Room room = new Room("confirm");
        room.join(alice);
        one.take(room.arrived());
        Wire.run(wire);
        one.receipts.clear();
        one.links.confirm(List.of(room.arrived().get(room.arrived().size() - 1)));
        Wire.run(wire);
        assertThat(one.receipts).hasSize(1);
        assertThat(one.receipts.get(0).certificate())
                .isEqualTo(two.identity.certificate().write());
    }

    @Test
    @DisplayName(
            "PROTOCOL.md, Links, 7: of ten linked servers the one that hosts the log is asked for its receipt at once")
    void confirm_oneHostOfTen_isAsked() throws Exception {
        TestNode node =
                new TestNode(Files.createDirectory(folder.resolve("asking")), identity(), clock, Quotas.STANDARD, 1);
        nodes.add(node);
        List<Hostile> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            others.add(new Hostile(node));
        }
        others.sort(Comparator.comparing(each -> new ServerId(each.key.publicKey())));
        Room asked = Stream.iterate(0, i -> i + 1)
                .map(i -> new Room("asked-" + i))
                .filter(each -> node.hosting.hosts(each.id()).isEmpty())
                .findFirst()
                .orElseThrow();
        asked.join(alice);
        node.take(asked.arrived());
        Hostile host = others.get(9);
        host.send(new Hosts(List.of(asked.id().toString()), List.of(), List.of(), true));
        others.forEach(each -> each.peer.frames());
        node.links.confirm(List.of(asked.ordered().get(0)));
        for (Hostile each : others) {
            assertThat(each.peer.frames(Confirm.class)).hasSize(each == host ? 1 : 0);
        }
    }
}
