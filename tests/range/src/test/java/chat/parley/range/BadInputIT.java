package chat.parley.range;

import static chat.parley.nodes.Talker.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.RoomRef;
import chat.parley.nodes.Chatter;
import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.StockNode;
import chat.parley.nodes.Stranger;
import chat.parley.nodes.Talker;
import chat.parley.nodes.TextSocket;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.frame.Pong;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.frame.Welcome;
import chat.parley.protocol.id.EventId;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a node must withstand on its sockets. Each test sends something bad; a witness, subscribed to the room it is aimed
 * at, must see nothing of it, and two people who talk on the same node all the while must not notice.
 */
@ExtendWith(StockNode.class)
class BadInputIT {
    private static final RoomRef.Open TALK = RoomRef.open("undisturbed");
    private static final int TOO_MANY_CHARACTERS = 2 * 1024 * 1024 + 1;

    /** More than Payara has threads for requests, unless configured. */
    private static final int GREEDY = 20;

    @TempDir
    private static Path people;

    private static Talker alice;
    private static Talker bob;
    private static Chatter aliceTalks;
    private static Chatter bobTalks;

    private static int count;

    private URI session;
    private TestPerson mallory;
    private TestPerson eve;
    private TestRoom room;
    private Stranger stranger;
    private Stranger witness;

    @BeforeAll
    static void talk(NodeProcess node) {
        alice = Talker.in(TALK, people.resolve("alice"), "alice", node.url());
        bob = Talker.in(TALK, people.resolve("bob"), "bob", node.url());
        Eventually.within(SOON, () -> {
            assertThat(alice.members(TALK)).containsExactly("alice", "bob");
            assertThat(bob.members(TALK)).containsExactly("alice", "bob");
        });
        aliceTalks = Chatter.start(alice, TALK, "says");
        bobTalks = Chatter.start(bob, TALK, "says");
    }

    @AfterAll
    static void talkedUndisturbed() throws Exception {
        try {
            List<String> ofAlice = aliceTalks.stop();
            List<String> ofBob = bobTalks.stop();
            Eventually.within(SOON, () -> {
                assertThat(bob.textsOf(TALK, "alice")).isEqualTo(ofAlice);
                assertThat(alice.textsOf(TALK, "bob")).isEqualTo(ofBob);
            });
            for (Talker each : List.of(alice, bob)) {
                each.assertUntroubled();
                each.assertConnected();
            }
        } finally {
            alice.close();
            bob.close();
        }
    }

    /** A room of its own for each test, in which Mallory is a member and the witness subscribes. */
    @BeforeEach
    void enter(NodeProcess node) throws Exception {
        session = node.session();
        count++;
        mallory = new TestPerson("mallory-" + count);
        eve = new TestPerson("eve-" + count);
        room = new TestRoom("target-" + count);
        Event join = room.join(mallory);
        stranger = Stranger.welcomed(session, mallory);
        witness = Stranger.welcomed(session, eve);
        witness.subscribe(room.id());
        List<Event> events = new ArrayList<>(mallory.events());
        events.add(join);
        stranger.post(events.toArray(Event[]::new));
        assertStored(events);
    }

    /** The same connection, or a new one, goes on; of all that was bad nothing was stored. */
    @AfterEach
    void nothingBadWasStored() throws Exception {
        stranger.close();
        try (Stranger again = Stranger.welcomed(session, mallory)) {
            stranger = again;
            Event good = room.say(mallory.device(), "good");
            again.post(good);
            assertStored(List.of(good));
        }
        List<EventId> expected = new ArrayList<>();
        mallory.events().forEach(event -> expected.add(event.id()));
        room.ordered().forEach(event -> expected.add(event.id()));
        Eventually.within(SOON, () -> assertThat(seenByWitness()).containsExactlyInAnyOrderElementsOf(expected));
        witness.close();
    }

    static Stream<Arguments> noFrames() {
        String deep = "{\"type\":\"pull\",\"log\":\"\",\"have\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
        return Stream.of(
                Arguments.of("not JSON", "hello?", "BAD_FRAME"),
                Arguments.of("empty", "", "BAD_FRAME"),
                Arguments.of("no object", "[1]", "BAD_FRAME"),
                Arguments.of("cut off", "{\"type\":\"ping\",\"number\":1", "BAD_FRAME"),
                Arguments.of("something behind it", "{\"type\":\"ping\",\"number\":1}{}", "BAD_FRAME"),
                Arguments.of("too deep", deep, "BAD_FRAME"),
                Arguments.of("a field is missing", "{\"type\":\"pull\",\"log\":\"x\"}", "BAD_FRAME"),
                Arguments.of("a field is null", "{\"type\":\"post\",\"events\":null}", "BAD_FRAME"),
                Arguments.of("an element is null", "{\"type\":\"post\",\"events\":[null]}", "BAD_FRAME"),
                Arguments.of("a field of another type", "{\"type\":\"post\",\"events\":\"x\"}", "BAD_FRAME"),
                Arguments.of("a number too large", "{\"type\":\"ping\",\"number\":1e400}", "BAD_FRAME"),
                Arguments.of("an id that is none", "{\"type\":\"fetch\",\"ids\":[\"' OR 1=1\"]}", "BAD_FRAME"),
                Arguments.of(
                        "a log that is none", "{\"type\":\"subscribe\",\"log\":\"../x\",\"have\":[]}", "BAD_FRAME"),
                Arguments.of("no type", "{\"number\":1}", "BAD_FRAME"),
                Arguments.of("unknown type", "{\"type\":\"sudo\",\"number\":1}", "UNKNOWN_TYPE"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noFrames")
    @DisplayName("A12 A13 A54: what is no frame gets an error with a stable code, and a close that names it")
    void noFrame_isRefused(String what, String text, String code) throws Exception {
        stranger.socket().send(text);
        stranger.assertRefused(code);
    }

    @Test
    @DisplayName("A54: a text over the limit closes with 1009")
    void text_overTheLimit_closes1009() throws Exception {
        stranger.socket().send("x".repeat(TOO_MANY_CHARACTERS));
        assertThat(stranger.socket().closeCode()).isEqualTo(1009);
    }

    @Test
    @DisplayName("A54: a binary frame closes with 1003 and a reason")
    void binary_closes1003() throws Exception {
        stranger.socket().sendBinary(new byte[] {1, 2, 3});
        assertThat(stranger.socket().closing()).isEqualTo(new TextSocket.Close(1003, "text only"));
    }

    @Test
    @DisplayName("A54: frames in the handshake's own packet take no thread for ever")
    void firstFrames_inTheHandshakesPacket_areAnswered() throws Exception {
        String packet =
                "GET " + session.getPath() + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                        // A masked text frame, "x".
                        + "\u0081\u0081\0\0\0\0x";
        for (int i = 0; i < GREEDY; i++) {
            try (Socket socket = new Socket(session.getHost(), session.getPort())) {
                socket.setSoTimeout(30_000);
                socket.getOutputStream().write(packet.getBytes(StandardCharsets.ISO_8859_1));
                // The node answers what is no frame and closes; a parked thread would do neither.
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(answer).startsWith("HTTP/1.1 101").contains("BAD_FRAME");
            }
        }
    }

    @Test
    @DisplayName("A30: before the challenge is answered nothing is taken")
    void beforeHello_nothingIsTaken() throws Exception {
        Event early = room.draft(mallory.device(), EventClass.CONTENT, "message", "{}");
        try (Stranger unproved = Stranger.connect(session, mallory)) {
            unproved.post(early);
            unproved.assertRefused("NOT_AUTHENTICATED");
        }
        try (Stranger unproved = Stranger.connect(session, mallory)) {
            unproved.subscribe(room.id());
            unproved.assertRefused("NOT_AUTHENTICATED");
        }
    }

    @Test
    @DisplayName("A20: a hello that was right on another connection is refused on this one")
    void hello_replayed_isRefused() throws Exception {
        try (Stranger first = Stranger.connect(session, mallory);
                Stranger second = Stranger.connect(session, mallory)) {
            Hello hello = first.hello();
            first.send(hello);
            assertThat(first.next()).isInstanceOf(Welcome.class);
            assertThat(second.challenge().nonce())
                    .isNotEqualTo(first.challenge().nonce());
            second.send(hello);
            second.assertRefused("AUTHENTICATION_FAILED");
        }
    }

    @Test
    @DisplayName("A20: an event posted again, and by somebody else, is stored once")
    void event_replayed_isStoredOnce() throws Exception {
        Event once = room.say(mallory.device(), "once");
        stranger.post(once, once);
        stranger.post(once);
        try (Stranger other = Stranger.welcomed(session, eve)) {
            other.post(once);
            assertThat(((Stored) other.next()).ids()).containsExactly(once.id().toString());
        }
    }

    @Test
    @DisplayName("A21: lamport and control are not chosen: other values than the ancestors give are refused")
    void place_chosenFreely_isRefused() throws Exception {
        EventCodec.Place right = room.place(mallory.device());
        stranger.post(at(new EventCodec.Place(
                right.log(), right.seq(), right.prev(), right.parents(), right.control(), right.lamport() + 1000)));
        assertRefusedEvent("BAD_LAMPORT");
        stranger.post(at(new EventCodec.Place(
                right.log(),
                right.seq(),
                right.prev(),
                right.parents(),
                List.of(room.id().genesis()),
                right.lamport())));
        assertRefusedEvent("BAD_CONTROL");
    }

    @Test
    @DisplayName("A20 A31: an event with another room's ancestors, and one by somebody who never joined, is refused")
    void event_forAnotherRoom_isRefused() throws Exception {
        TestRoom other = new TestRoom("other-" + count);
        EventCodec.Place here = room.place(mallory.device());
        stranger.post(at(new EventCodec.Place(
                Optional.of(other.id()), here.seq(), here.prev(), here.parents(), here.control(), here.lamport())));
        assertRefusedEvent("BAD_PARENTS");
        Event intruding = room.draft(eve.device(), EventClass.CONTENT, "message", "{}");
        stranger.post(intruding);
        assertRefusedEvent("NOT_A_MEMBER");
        stranger.post(other.draft(mallory.device(), EventClass.CONTENT, "message", "{}"));
        assertRefusedEvent("NOT_A_MEMBER");
    }

    @Test
    @DisplayName("A43: what cites events that nobody supplies is neither stored nor shown")
    void event_withoutItsAncestors_waits() throws Exception {
        TestRoom copy = room.copy();
        copy.say(mallory.device(), "withheld");
        Event orphan = copy.draft(mallory.device(), EventClass.CONTENT, "message", "{}");
        stranger.post(orphan);
        assertThat(stranger.next().getClass().getSimpleName()).isEqualTo("Pull");
    }

    @Test
    @DisplayName("A10: bad events cost the good ones of the same frame nothing")
    void badEvents_harmOnlyThemselves() throws Exception {
        EventText bad = room.draft(mallory.device(), EventClass.CONTENT, "message", "{\"bad\":1}")
                .text();
        Event good = room.say(mallory.device(), "beside bad ones");
        stranger.send(new Post(List.of(
                new EventText("", "", "", ""),
                new EventText(bad.header(), "", bad.body(), ""),
                good.text(),
                new EventText("{}", "\u0000\u202e", "\u001b[2J", ""))));
        for (int i = 0; i < 3; i++) {
            assertThat(stranger.next()).isInstanceOf(Refused.class);
        }
        assertStored(List.of(good));
    }

    private Event at(EventCodec.Place place) {
        return TestRoom.sign(mallory.device(), EventClass.CONTENT, "message", "{}", place);
    }

    private void assertStored(List<Event> events) throws Exception {
        List<String> ids = new ArrayList<>();
        while (ids.size() < events.size()) {
            Frame answer = stranger.next();
            if (answer instanceof Pong) {
                continue;
            }
            assertThat(answer).isInstanceOf(Stored.class);
            ids.addAll(((Stored) answer).ids());
        }
        assertThat(ids)
                .containsExactlyElementsOf(
                        events.stream().map(event -> event.id().toString()).toList());
    }

    private void assertRefusedEvent(String code) throws Exception {
        Frame answer = stranger.next();
        assertThat(answer).isInstanceOf(Refused.class);
        assertThat(((Refused) answer).code()).isEqualTo(code);
        assertThat(((Refused) answer).reason()).isNotBlank();
    }

    private List<EventId> seenByWitness() {
        try {
            return witness.seen();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
