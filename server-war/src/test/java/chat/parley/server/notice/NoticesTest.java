package chat.parley.server.notice;

import static chat.parley.server.fixture.Keys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.frame.Notice;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.frame.Unsubscribe;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.keys.NoticeSealer;
import chat.parley.server.admission.Quotas;
import chat.parley.server.fixture.FakeClock;
import chat.parley.server.fixture.FakePeer;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Room;
import chat.parley.server.fixture.TestNode;
import chat.parley.server.fixture.Wire;
import chat.parley.server.peer.Conversation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("PROTOCOL.md, Notices")
class NoticesTest {
    private static final int AT_ONCE = 20;
    private static final int OVER_A_LINK_AT_ONCE = 1000;

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final NoticeSealer sealer = new NoticeSealer(CRYPTO);
    private final Human alice = new Human("alice");
    private final Human bob = new Human("bob");
    private final Room room = new Room("room");
    private final EventId epoch = new EventId(CRYPTO.random(EventId.BYTES));
    private TestNode node;
    private long number;

    /** A client's end of a session. */
    private final class Client {
        final Human human;
        final FakePeer peer;
        final TestNode at;
        final Conversation session;

        Client(TestNode at, Human human) {
            this.at = at;
            this.human = human;
            peer = new FakePeer(at.frames, human.name() + System.identityHashCode(this));
            session = at.sessions.begin(peer);
            Handshake handshake = new Handshake(CRYPTO);
            Handshake.Session proof = new Handshake.Session(
                    at.identity.id(),
                    peer.frames(Challenge.class).get(0).nonce(),
                    handshake.nonce(),
                    human.user(),
                    human.device());
            send(new Hello(
                    human.user().toString(),
                    human.device().toString(),
                    proof.deviceNonce(),
                    handshake.signAsDevice(proof, human.key())));
        }

        Client(Human human) {
            this(node, human);
        }

        Client subscribe() {
            send(new Subscribe(room.id().toString(), List.of()));
            peer.frames();
            return this;
        }

        void send(Frame frame) {
            at.receive(session, frame);
        }

        List<Notice> heard() {
            return peer.frames(Notice.class);
        }
    }

    private Notice notice(Human human) {
        NoticeSealer.Origin origin = new NoticeSealer.Origin(room.id(), human.user(), human.device(), epoch);
        return sealer.seal(origin, new NoticeSealer.Word(number++, true), CRYPTO.newSecret(), human.key());
    }

    @BeforeEach
    void open() {
        node = new TestNode(folder, TestNode.identity(CRYPTO.newSigningKey(), "ws://a:1/parley", clock), clock);
        room.join(alice);
        room.join(bob);
        node.take(room.arrived());
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    @DisplayName("It goes to the other devices of members that are subscribed, as it came, and to nobody else")
    void notice_ofAMember_goesToSubscribedMembers() {
        Client writing = new Client(alice).subscribe();
        Client reading = new Client(bob).subscribe();
        Client absent = new Client(bob);
        Client outsider = new Client(new Human("eve")).subscribe();
        absent.peer.frames();
        Notice notice = notice(alice);
        writing.send(notice);
        assertThat(reading.heard()).containsExactly(notice);
        assertThat(writing.heard()).isEmpty();
        assertThat(absent.heard()).isEmpty();
        assertThat(outsider.heard()).isEmpty();
        reading.send(new Unsubscribe(room.id().toString()));
        writing.send(notice(alice));
        assertThat(reading.heard()).isEmpty();
    }

    @Test
    @DisplayName("Nothing of it is in the node's folder")
    void notice_passedOn_isNotStored() throws Exception {
        Client writing = new Client(alice).subscribe();
        Client reading = new Client(bob).subscribe();
        node.committed.clear();
        Notice notice = notice(alice);
        writing.send(notice);
        assertThat(reading.heard()).hasSize(1);
        assertThat(node.committed).isEmpty();
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertThat(files).isNotEmpty();
        boolean roomThere = false;
        for (Path file : files) {
            String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            assertThat(bytes).doesNotContain(notice.nonce(), notice.text(), notice.signature());
            roomThere |= bytes.contains("\"kind\":\"join\"");
        }
        assertThat(roomThere).as("what is stored would be seen").isTrue();
    }

    @Test
    @DisplayName("A31, A37: who is not subscribed, never joined or has left gives no notice and gets none")
    void notice_ofNoMember_goesNowhere() {
        Client reading = new Client(bob).subscribe();
        new Client(alice).send(notice(alice));
        assertThat(reading.heard()).as("not subscribed").isEmpty();
        Human eve = new Human("eve");
        new Client(eve).subscribe().send(notice(eve));
        assertThat(reading.heard()).as("never joined").isEmpty();
        Client leaving = new Client(alice).subscribe();
        leaving.send(notice(alice));
        assertThat(reading.heard()).hasSize(1);
        leaving.send(new Post(FrameCodec.texts(List.of(room.leave(alice)))));
        leaving.peer.frames();
        leaving.send(notice(alice));
        assertThat(reading.heard()).as("has left").isEmpty();
        reading.send(notice(bob));
        assertThat(leaving.heard()).as("to who has left").isEmpty();
    }

    @Test
    @DisplayName("A11: a notice of somebody else's device costs its sender the connection")
    void notice_ofAnotherDevice_isRefused() {
        Client reading = new Client(bob).subscribe();
        Client forging = new Client(alice).subscribe();
        Notice replayed = notice(bob);
        forging.send(replayed);
        assertThat(forging.peer.isOpen()).isFalse();
        assertThat(forging.peer.frames(Problem.class))
                .singleElement()
                .extracting(Problem::code)
                .isEqualTo("BAD_FRAME");
        assertThat(reading.heard()).isEmpty();
    }

    @Test
    @DisplayName("A10: a notice with another signature than its device's is no frame")
    void notice_wronglySigned_isRefused() {
        Client forging = new Client(alice).subscribe();
        Notice right = notice(alice);
        Notice wrong = new Notice(
                right.log(),
                right.user(),
                right.device(),
                right.epoch(),
                right.nonce(),
                right.text(),
                notice(alice).signature());
        assertThatThrownBy(() -> forging.send(wrong)).hasMessageContaining("BAD_FRAME");
    }

    @Test
    @DisplayName("A20: the same notice again goes nowhere")
    void notice_repeated_isPassedOnOnce() {
        Client writing = new Client(alice).subscribe();
        Client reading = new Client(bob).subscribe();
        Notice notice = notice(alice);
        writing.send(notice);
        writing.send(notice);
        new Client(alice).subscribe().send(notice);
        assertThat(reading.heard()).containsExactly(notice);
    }

    @Test
    @DisplayName("I9: of a client that sends too many the rest is left out, and it is told nothing")
    void notices_tooMany_areLeftOut() {
        Client writing = new Client(alice).subscribe();
        Client reading = new Client(bob).subscribe();
        for (int i = 0; i < 3 * AT_ONCE; i++) {
            writing.send(notice(alice));
        }
        assertThat(reading.heard()).hasSize(AT_ONCE);
        assertThat(writing.peer.frames()).isEmpty();
        assertThat(writing.peer.isOpen()).isTrue();
        clock.pass(Duration.ofSeconds(1));
        for (int i = 0; i < AT_ONCE; i++) {
            writing.send(notice(alice));
        }
        assertThat(reading.heard()).hasSize((int) Quotas.NOTICES);
    }

    @Test
    @DisplayName("I9: a reader for whom texts wait gets none, and loses nothing else")
    void notice_toASlowReader_isDropped() {
        Client writing = new Client(alice).subscribe();
        Client reading = new Client(bob).subscribe();
        reading.peer.slow();
        writing.send(notice(alice));
        writing.send(new Post(FrameCodec.texts(List.of(room.say(alice, "x")))));
        assertThat(reading.peer.frames()).hasSize(1).noneMatch(Notice.class::isInstance);
        assertThat(reading.peer.isOpen()).isTrue();
    }

    @Test
    @DisplayName("In a room of more than 64 members there are none")
    void notice_inALargeRoom_goesNowhere() {
        Client writing = new Client(alice).subscribe();
        Client reading = new Client(bob).subscribe();
        for (int i = 2; i < NoticeSealer.MAX_MEMBERS; i++) {
            room.join(new Human("member " + i));
        }
        node.take(room.arrived());
        reading.peer.frames();
        writing.send(notice(alice));
        assertThat(reading.heard()).hasSize(1);
        room.join(new Human("one too many"));
        node.take(room.arrived());
        reading.peer.frames();
        writing.send(notice(alice));
        assertThat(reading.heard()).isEmpty();
    }

    @Test
    @DisplayName(
            "Over a link too: only with a right signature, of a member, of a log hosted here, once, and not too many")
    void notice_overALink_isCheckedAlike() throws Exception {
        SigningKey domain = CRYPTO.newSigningKey();
        try (TestNode near = new TestNode(
                        Files.createDirectory(folder.resolve("near")),
                        TestNode.identity(domain, "ws://n:1/parley", clock),
                        clock);
                TestNode far = new TestNode(
                        Files.createDirectory(folder.resolve("far")),
                        TestNode.identity(domain, "ws://f:1/parley", clock),
                        clock)) {
            near.take(room.arrived());
            far.take(room.arrived());
            Wire wire = new Wire(near, far);
            Wire.run(wire);
            assertThat(Wire.linked(near, far)).isTrue();
            Client writing = new Client(near, alice).subscribe();
            Client reading = new Client(far, bob).subscribe();
            Wire.run(wire);
            reading.peer.frames();
            wire.carried.clear();
            Notice notice = notice(alice);
            writing.send(notice);
            Wire.run(wire);
            assertThat(reading.heard()).containsExactly(notice);
            assertThat(wire.carried.stream().filter(text -> text.contains("\"notice\"")))
                    .as("and not back again")
                    .hasSize(1);

            far.receive(wire.dialled, notice);
            assertThat(reading.heard()).as("repeated").isEmpty();
            Human eve = new Human("eve");
            far.receive(wire.dialled, notice(eve));
            assertThat(reading.heard()).as("of no member").isEmpty();
            List<Notice> many = new ArrayList<>();
            for (int i = 0; i < OVER_A_LINK_AT_ONCE + 50; i++) {
                many.add(notice(alice));
            }
            many.forEach(each -> far.receive(wire.dialled, each));
            assertThat(reading.heard()).hasSizeBetween(OVER_A_LINK_AT_ONCE - 5, OVER_A_LINK_AT_ONCE);
            assertThat(wire.atDialled.isOpen()).isTrue();
        }
    }
}
