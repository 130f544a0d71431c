package chat.parley.server.session;

import static chat.parley.server.fixture.Keys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.event.HeaderCodec;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Confirm;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Have;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.frame.Older;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.Range;
import chat.parley.protocol.frame.Slice;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.log.Position;
import chat.parley.protocol.sync.Exchange;
import chat.parley.server.fixture.FakeClock;
import chat.parley.server.fixture.FakePeer;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Room;
import chat.parley.server.fixture.TestNode;
import chat.parley.server.peer.Conversation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("PROTOCOL.md, Sessions: newest first")
class NewestFirstTest {
    private static final int NEWEST = 50;

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final Human alice = new Human("alice");
    private final Human bob = new Human("bob");
    private final Human reader = new Human("reader");
    private final Room room = new Room("room");
    private final List<Frame> received = new ArrayList<>();
    private TestNode node;
    private FakePeer peer;
    private Conversation session;

    @BeforeEach
    void start() {
        node = new TestNode(folder, TestNode.identity(CRYPTO.newSigningKey(), "ws://a:1/parley", clock), clock);
        room.join(alice);
        room.say(alice, "a", 100);
        room.join(bob);
        room.say(bob, "b");
        room.say(alice, "a", 200);
        room.say(bob, "b", 10);
        node.take(room.arrived());
        peer = new FakePeer(node.frames, "reader");
        session = node.sessions.begin(peer);
        Challenge challenge = peer.frames(Challenge.class).get(0);
        Handshake handshake = new Handshake(CRYPTO);
        Handshake.Session proof = new Handshake.Session(
                node.identity.id(), challenge.nonce(), handshake.nonce(), reader.user(), reader.device());
        send(new Hello(
                reader.user().toString(),
                reader.device().toString(),
                proof.deviceNonce(),
                handshake.signAsDevice(proof, reader.key())));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private void send(Frame frame) {
        node.receive(session, frame);
    }

    /** What the client was sent since the beginning. */
    private <T extends Frame> List<T> all(Class<T> kind) {
        received.addAll(peer.frames(Frame.class));
        return received.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private Slice slice() {
        List<Slice> slices = all(Slice.class);
        return slices.get(slices.size() - 1);
    }

    private static List<String> headers(List<EventText> events) {
        return events.stream().map(EventText::header).toList();
    }

    private List<String> headers(int from, int to) {
        return room.ordered().subList(from, to).stream().map(Event::headerText).toList();
    }

    @Test
    @DisplayName(
            "first the control and key events, then in the same moment the newest events and their parents, then what comes")
    void subscribe_newest_rulesThenSliceThenLive() throws InvalidEventException {
        send(new Subscribe(room.id().toString(), List.of(), NEWEST));
        List<Page> pages = all(Page.class);
        assertThat(pages).hasSize(1);
        assertThat(pages.get(0).more()).isFalse();
        for (EventText each : pages.get(0).events()) {
            Header header = new HeaderCodec().read(each.header());
            assertThat(header.eventClass()).isEqualTo(EventClass.CONTROL);
        }
        assertThat(headers(pages.get(0).events()))
                .containsAll(room.ordered().stream()
                        .filter(event -> event.header().eventClass() == EventClass.CONTROL)
                        .map(Event::headerText)
                        .toList());

        int size = room.ordered().size();
        Slice slice = slice();
        assertThat(slice.before()).isEmpty();
        assertThat(slice.from())
                .isEqualTo(Position.of(room.ordered().get(size - NEWEST)).toString());
        int parents = slice.events().size() - NEWEST;
        assertThat(headers(slice.events()).subList(parents, slice.events().size()))
                .isEqualTo(headers(size - NEWEST, size));
        // Bob's event before the slice is the parent of one in it, and so is Alice's last before it.
        assertThat(headers(slice.events()).subList(0, parents))
                .contains(headers(size - NEWEST - 1, size - NEWEST).get(0));
        assertThat(parents).isEqualTo(2);
        assertThat(slice.below())
                .containsExactlyInAnyOrder(
                        new Have(alice.device().toString(), 301 - 40),
                        new Have(bob.device().toString(), 2));

        Event next = room.say(alice, "live");
        node.take(List.of(next));
        assertThat(headers(all(Events.class).get(0).events())).containsExactly(next.headerText());
    }

    @Test
    @DisplayName("a log that is no longer than what is asked for comes whole, at once")
    void subscribe_shortLog_whole() {
        send(new Subscribe(room.id().toString(), List.of(), Exchange.PAGE_EVENTS + 1000));
        assertThat(slice().from()).isNotEmpty();

        Room small = new Room("small");
        small.join(alice);
        small.say(alice, "a", 9);
        node.take(small.arrived());
        send(new Subscribe(small.id().toString(), List.of(), NEWEST));
        assertThat(slice().from()).isEmpty();
        assertThat(headers(slice().events()))
                .containsSubsequence(
                        small.ordered().stream().map(Event::headerText).toList());
        assertThat(slice().below()).isEmpty();
    }

    @Test
    @DisplayName("slices going back join without a gap, down to the beginning")
    void older_untilTheBeginning_everyEventOnce() {
        send(new Subscribe(room.id().toString(), List.of(), NEWEST));
        List<String> all = new ArrayList<>();
        Slice slice = slice();
        while (true) {
            List<String> some = headers(slice.events());
            some = some.stream()
                    .filter(header -> !all.contains(header)
                            && room.ordered().stream()
                                    .anyMatch(e -> e.headerText().equals(header)))
                    .toList();
            all.addAll(0, some);
            if (slice.from().isEmpty()) {
                break;
            }
            send(new Older(room.id().toString(), slice.from(), 100));
            assertThat(slice().before()).isEqualTo(slice.from());
            slice = slice();
        }
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(headers(0, room.ordered().size()));
        assertThat(all(Slice.class)).hasSize(4);
    }

    @Test
    @DisplayName("A35: a malformed position cuts the client off; a limit without measure is cut to a page")
    void older_malformedOrGreedy_isBounded() {
        send(new Older(
                room.id().toString(), Position.of(room.ordered().get(300)).toString(), Long.MAX_VALUE));
        assertThat(slice().events().size()).isLessThanOrEqualTo(2 * Exchange.PAGE_EVENTS);
        send(new Older(
                room.id().toString(), Position.of(room.ordered().get(300)).toString(), -7));
        assertThat(slice().events()).isNotEmpty();
        assertThat(catchThrowable(() -> send(new Older(room.id().toString(), "7.x", 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("a client compares ranges")
    void compare_fromClient_isAnswered() {
        send(new Compare(room.id().toString(), true, List.of(new Range("", "", "x", List.of()))));
        assertThat(all(Differ.class)).hasSize(1);
        assertThat(all(Differ.class).get(0).ranges()).hasSize(16);
        assertThat(all(Problem.class)).isEmpty();
    }

    @Test
    @DisplayName(
            "what is held is signed for again, nothing else; and from then on this session hears of other servers' receipts")
    void confirm_heldAndUnknown_signsForWhatIsHeld() {
        String held = room.ordered().get(5).id().toString();
        String unknown = new Human("nobody").user().toString();
        send(new Confirm(List.of(held, unknown)));
        assertThat(all(Stored.class))
                .singleElement()
                .satisfies(stored -> assertThat(stored.ids()).containsExactly(held));
        node.sessions.receipt(new Stored("other", List.of(held), "signature"));
        assertThat(all(Stored.class)).hasSize(2);
    }
}
