package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomException;
import chat.parley.client.RoomRef;
import chat.parley.client.Unsettled;
import chat.parley.client.store.Table;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.content.Content.Receipt.State;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.id.EventId;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is said, and done to what was said, between clients")
class TalkTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");
    private static final String THUMB = "\uD83D\uDC4D";

    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Client alice = world.client("alice", here);
    private final World.Client bob = world.client("bob", here);

    @BeforeEach
    void bothIn() {
        alice.join(ROOM);
        bob.join(ROOM);
        world.run();
    }

    private EventId say(World.Client who, String text) {
        who.core.talk().say(ROOM, text);
        world.run();
        List<ClientEvent.Sent> sent = who.all(ClientEvent.Sent.class);
        return sent.get(sent.size() - 1).id();
    }

    private static ClientEvent.Message last(World.Client who) {
        return who.core.history(ROOM, 1).get(0);
    }

    @Test
    void reply_comesWithWhatItAnswers_andCountsAsAText() {
        EventId first = say(alice, "who comes?");
        long number = bob.core.talk().reply(ROOM, first, "me");
        world.run();

        assertThat(last(alice).text()).isEqualTo("me");
        assertThat(last(alice).marks().replyTo()).contains(first);
        assertThat(last(alice).sender().name()).isEqualTo("bob");
        assertThat(bob.all(ClientEvent.Stored.class))
                .extracting(ClientEvent.Stored::number)
                .containsExactly(number);
        assertThat(alice.all(ClientEvent.Unreadable.class)).isEmpty();
    }

    @Test
    @DisplayName("an edit, a reaction and a deletion are told once to both, and show the same at both")
    void amendments_areToldOnce_andShowTheSame() {
        EventId message = say(alice, "helo there");
        alice.core.talk().edit(ROOM, message, "hello");
        world.run();
        bob.core.talk().react(ROOM, message, THUMB, true);
        world.run();
        for (World.Client each : List.of(alice, bob)) {
            assertThat(each.all(ClientEvent.Changed.class)).hasSize(2);
            assertThat(each.all(ClientEvent.Changed.class).get(0).message().text())
                    .isEqualTo("hello");
            assertThat(each.all(ClientEvent.Changed.class).get(1).by().name()).isEqualTo("bob");
            assertThat(last(each).marks().edited()).isTrue();
            assertThat(last(each).marks().reactions())
                    .containsEntry(THUMB, List.of(bob.core.me().user()));
        }

        bob.core.talk().react(ROOM, message, THUMB, false);
        world.run();
        assertThat(last(alice).marks().reactions()).isEmpty();
        alice.core.talk().delete(ROOM, message);
        world.run();
        for (World.Client each : List.of(alice, bob)) {
            assertThat(each.all(ClientEvent.Changed.class)).hasSize(4);
            assertThat(last(each).id()).isEqualTo(message);
            assertThat(last(each).text()).isEmpty();
            assertThat(last(each).marks().deleted()).isTrue();
            each.store
                    .reopen()
                    .rows(Table.MESSAGE)
                    .forEach(row ->
                            assertThat(row.value()).doesNotContain("helo there").doesNotContain("hello"));
        }
    }

    @Test
    @DisplayName("what is no message here, no own one, deleted or not allowed is refused, and nothing goes out")
    void wrongCalls_areRefused() {
        EventId message = say(alice, "hello");
        EventId gone = say(bob, "oops");
        bob.core.talk().delete(ROOM, gone);
        world.run();
        bob.sent.clear();
        EventId nowhere = new EventId(new byte[32]);
        RoomRef other = RoomRef.open("other");

        assertRefused(RoomException.Code.NO_MESSAGE, () -> bob.core.talk().edit(ROOM, message, "mine now"));
        assertRefused(RoomException.Code.NOT_ALLOWED, () -> bob.core.talk().delete(ROOM, message));
        assertRefused(RoomException.Code.NO_MESSAGE, () -> bob.core.talk().edit(ROOM, gone, "back"));
        assertRefused(RoomException.Code.NO_MESSAGE, () -> bob.core.talk().delete(ROOM, nowhere));
        assertRefused(RoomException.Code.NO_MESSAGE, () -> bob.core.talk().reply(ROOM, nowhere, "to whom?"));
        assertRefused(RoomException.Code.NO_MESSAGE, () -> bob.core.talk().react(ROOM, gone, THUMB, true));
        assertRefused(RoomException.Code.NO_MESSAGE, () -> bob.core.talk().read(ROOM, nowhere));
        assertRefused(RoomException.Code.NOT_IN_ROOM, () -> bob.core.talk().react(other, message, THUMB, true));
        assertThatThrownBy(() -> bob.core.talk().react(ROOM, message, "not one word", true))
                .isInstanceOf(IllegalArgumentException.class);
        world.pass(10_000);

        assertThat(bob.sent.stream().filter(Post.class::isInstance)).isEmpty();
        assertThat(bob.store.rows(Table.PENDING)).isEmpty();
    }

    @Test
    @DisplayName("I2, PROTOCOL.md, Messages: a text that fits no message is refused at once, and silences nobody")
    void text_thatFitsNoMessage_isRefused_andTheTalkGoesOn() {
        EventId message = say(alice, "hello");
        String tabs = "\t".repeat(Content.MAX_TEXT_BYTES);
        assertRefused(RoomException.Code.TOO_LONG, () -> alice.core.talk().say(ROOM, tabs));
        assertRefused(RoomException.Code.TOO_LONG, () -> alice.core.talk().reply(ROOM, message, tabs));
        assertRefused(RoomException.Code.TOO_LONG, () -> alice.core.talk().edit(ROOM, message, tabs));
        assertThat(alice.store.rows(Table.PENDING)).isEmpty();

        alice.core.talk().say(ROOM, tabs.substring(0, 6000));
        say(alice, "hi");
        alice.crash();
        world.pass(20_000);
        say(alice, "still here");
        assertThat(bob.texts()).containsExactly("hello", tabs.substring(0, 6000), "hi", "still here");
        assertThat(alice.problems()).isEmpty();
    }

    private static void assertRefused(RoomException.Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RoomException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    @DisplayName(
            "I2: what is done without a server survives the process, and only texts count as unsent, but all as unsettled")
    void offline_survivesACrash() {
        EventId message = say(alice, "helo there");
        here.dead = true;
        alice.cut();
        alice.core.talk().edit(ROOM, message, "hello");
        alice.core.talk().react(ROOM, message, THUMB, true);
        alice.core.talk().reply(ROOM, message, "myself");
        assertThat(alice.core.unsent()).isEqualTo(1);
        assertThat(alice.core.unsettled()).isEqualTo(new Unsettled(3, 0));
        alice.crash();
        assertThat(alice.core.unsent()).isEqualTo(1);

        here.dead = false;
        world.pass(15_000);

        assertThat(bob.core.history(ROOM, 10))
                .extracting(ClientEvent.Message::text)
                .containsExactly("hello", "myself");
        assertThat(bob.core.history(ROOM, 10)).isEqualTo(others(alice.core.history(ROOM, 10)));
        assertThat(last(bob).marks().replyTo()).contains(message);
        assertThat(alice.all(ClientEvent.Stored.class)).as("of the reply only").hasSize(1);
        assertThat(alice.core.unsettled()).isEqualTo(new Unsettled(0, 0));
        assertThat(alice.core.unsent()).isZero();
    }

    /** Who is oneself and who is not is another at the other's. */
    private static List<ClientEvent.Message> others(List<ClientEvent.Message> own) {
        return own.stream()
                .map(m -> new ClientEvent.Message(
                        m.room(),
                        m.id(),
                        new Person(
                                m.sender().user(),
                                m.sender().name(),
                                !m.sender().self()),
                        m.time(),
                        m.text(),
                        m.marks(),
                        m.late()))
                .toList();
    }

    @Test
    @DisplayName("older messages come as they are now, and what changed with them is not told besides")
    void older_comesAsItIsNow() {
        EventId message = say(alice, "helo there");
        bob.restore(bob.store.reopen());
        bob.heard.clear();
        alice.core.talk().edit(ROOM, message, "hello");
        world.pass(1000);

        bob.core.older(ROOM, 10);

        assertThat(bob.all(ClientEvent.Changed.class)).hasSize(1);
        assertThat(bob.all(ClientEvent.Older.class).get(0).messages())
                .extracting(ClientEvent.Message::text)
                .containsExactly("hello");
    }

    @Test
    @DisplayName("receipts are off until the person wants them; then a burst is answered by one, now and then")
    void receipts_inBatches() {
        say(alice, "unheard");
        world.pass(3 * ReceiptPost.INTERVAL_MILLIS);
        assertThat(alice.all(ClientEvent.Received.class)).isEmpty();

        bob.core.talk().receipts(true);
        int before = posts(bob);
        EventId last = null;
        for (int i = 0; i < 20; i++) {
            last = say(alice, "text " + i);
            world.pass(ReceiptPost.INTERVAL_MILLIS / 20);
        }
        world.pass(4 * ReceiptPost.INTERVAL_MILLIS);

        assertThat(posts(bob) - before).isLessThanOrEqualTo(4);
        assertThat(alice.all(ClientEvent.Received.class)).last().satisfies(received -> {
            assertThat(received.state()).isEqualTo(State.DELIVERED);
            assertThat(received.by().name()).isEqualTo("bob");
        });
        assertThat(alice.all(ClientEvent.Received.class))
                .last()
                .extracting("upTo")
                .isEqualTo(last);
        assertThat(bob.core.unsent()).isZero();
        assertThat(bob.all(ClientEvent.Sent.class)).isEmpty();
        assertThat(bob.all(ClientEvent.Received.class)).isEmpty();
    }

    @Test
    @DisplayName("what was read is told, over a restart too, and not a second time")
    void read_isTold_overARestart() {
        bob.core.talk().receipts(true);
        EventId one = say(alice, "one");
        EventId two = say(alice, "two");
        world.pass(2 * ReceiptPost.INTERVAL_MILLIS);
        here.dead = true;
        bob.cut();
        bob.core.talk().read(ROOM, two);
        bob.crash();
        here.dead = false;
        world.pass(20_000);

        assertThat(alice.all(ClientEvent.Received.class)).last().satisfies(received -> {
            assertThat(received.state()).isEqualTo(State.READ);
            assertThat(received.upTo()).isEqualTo(two);
        });
        int before = posts(bob);
        bob.core.talk().read(ROOM, two);
        bob.core.talk().read(ROOM, one);
        world.pass(2 * ReceiptPost.INTERVAL_MILLIS);
        assertThat(posts(bob)).isEqualTo(before);
        assertThat(bob.store.rows(Table.RECEIPT_DUE)).isEmpty();
    }

    @Test
    @DisplayName("how far messages have come is known after a restart; it says nothing of oneself")
    void received_isKnownAfterARestart() {
        bob.core.talk().receipts(true);
        alice.core.talk().receipts(true);
        EventId one = say(alice, "one");
        world.pass(2 * ReceiptPost.INTERVAL_MILLIS);
        bob.core.talk().read(ROOM, one);
        world.pass(2 * ReceiptPost.INTERVAL_MILLIS);
        EventId two = say(alice, "two");
        world.pass(2 * ReceiptPost.INTERVAL_MILLIS);
        alice.crash();
        world.pass(20_000);

        assertThat(alice.core.talk().received(ROOM))
                .extracting(ClientEvent.Received::upTo, ClientEvent.Received::state)
                .containsExactlyInAnyOrder(tuple(two, State.DELIVERED), tuple(one, State.READ));
        assertThat(alice.core.talk().received(ROOM))
                .allSatisfy(each -> assertThat(each.by().name()).isEqualTo("bob"));
        assertThat(alice.core.talk().received(RoomRef.open("other"))).isEmpty();
    }

    @Test
    @DisplayName("receipts that are not wanted any more do not go out, and that is remembered")
    void receipts_off_areNotWritten() {
        bob.core.talk().receipts(true);
        EventId one = say(alice, "one");
        bob.core.talk().read(ROOM, one);
        bob.core.talk().receipts(false);
        bob.crash();
        world.pass(3 * ReceiptPost.INTERVAL_MILLIS);
        say(alice, "two");
        bob.core.talk().read(ROOM, one);
        world.pass(3 * ReceiptPost.INTERVAL_MILLIS);
        assertThat(alice.all(ClientEvent.Received.class)).isEmpty();
    }

    @Test
    @DisplayName("a search finds texts as they are now, newest first: not what was deleted or said otherwise")
    void search_findsWhatIsThereNow() {
        EventId edited = say(alice, "The old Café");
        say(bob, "another cafe\u0301, the OLD one");
        EventId deleted = say(alice, "old café again");
        say(bob, "nothing of that");
        alice.core.talk().edit(ROOM, edited, "The new Café");
        alice.core.talk().delete(ROOM, deleted);
        world.run();

        assertThat(find(bob, "CAFÉ", 10)).containsExactly("another cafe\u0301, the OLD one", "The new Café");
        assertThat(find(bob, "old  café", 10)).containsExactly("another cafe\u0301, the OLD one");
        assertThat(find(bob, "café", 1)).hasSize(1);
        assertThat(find(bob, "café missing", 10)).isEmpty();
        assertThat(find(bob, " ", 10)).isEmpty();
        Search elsewhere = bob.core.talk().search("café", Optional.of(RoomRef.open("other")), 10);
        assertThat(elsewhere.step()).isFalse();
    }

    private static List<String> find(World.Client who, String words, int limit) {
        Search search = who.core.talk().search(words, Optional.empty(), limit);
        while (search.step()) {
            assertThat(search.found()).hasSizeLessThanOrEqualTo(limit);
        }
        return search.found().stream().map(ClientEvent.Message::text).toList();
    }

    private static int posts(World.Client who) {
        return who.sent.stream()
                .filter(Post.class::isInstance)
                .mapToInt(post -> ((Post) post).events().size())
                .sum();
    }
}
