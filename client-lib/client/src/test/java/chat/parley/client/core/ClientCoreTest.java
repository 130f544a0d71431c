package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.Unsettled;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.EventId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClientCoreTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");
    private static final int MANY = 150;

    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Server there = world.server("ws://there");
    private final World.Client alice = world.client("alice", here);
    private final World.Client bob = world.client("bob", there);

    @Test
    void join_thenSay_isReadByTheOther() {
        bothIn();

        long number = alice.core.say(ROOM, "hello");
        world.run();

        assertThat(bob.texts()).containsExactly("hello");
        assertThat(alice.texts()).containsExactly("hello");
        ClientEvent.Message message = bob.all(ClientEvent.Message.class).get(0);
        assertThat(message.sender().name()).isEqualTo("alice");
        assertThat(message.sender().self()).isFalse();
        assertThat(message.time().toEpochMilli()).isEqualTo(world.now());
        assertThat(alice.all(ClientEvent.Sent.class)).containsExactly(new ClientEvent.Sent(ROOM, number, message.id()));
        assertThat(alice.all(ClientEvent.Stored.class))
                .containsExactly(new ClientEvent.Stored(ROOM, number, message.id()));
        assertThat(alice.core.unsent()).isZero();
        assertThat(alice.core.members(ROOM)).extracting(Person::name).containsExactly("alice", "bob");
        assertThat(alice.all(ClientEvent.Problem.class)).isEmpty();
    }

    @Test
    void say_outsideOfARoom_isRefused() {
        world.pass(1000);
        assertThatThrownBy(() -> alice.core.say(ROOM, "hello")).isInstanceOf(IllegalStateException.class);
        bothIn();
        alice.core.leave(ROOM);
        world.run();
        assertThatThrownBy(() -> alice.core.say(ROOM, "hello")).isInstanceOf(IllegalStateException.class);
        assertThat(alice.all(ClientEvent.Left.class)).hasSize(1);
        assertThat(bob.all(ClientEvent.MemberLeft.class)).hasSize(1);
        assertThat(alice.core.rooms()).isEmpty();
    }

    @Test
    @DisplayName("I3: the connection breaks before the receipt: the same event goes out again and is told once")
    void receiptLost_sameEventAgain_toldOnce() {
        bothIn();
        alice.lost = frame -> frame instanceof Stored;
        alice.core.say(ROOM, "hello");
        world.run();
        assertThat(alice.core.unsent()).isEqualTo(1);
        alice.lost = frame -> false;
        List<EventId> before = posted(alice);
        alice.sent.clear();

        alice.cut();
        world.pass(Connection.TICK_MILLIS);

        EventId id = alice.all(ClientEvent.Sent.class).get(0).id();
        assertThat(posted(alice)).contains(id).isSubsetOf(before).doesNotHaveDuplicates();
        assertThat(alice.all(ClientEvent.Stored.class))
                .extracting(ClientEvent.Stored::id)
                .containsExactly(id);
        assertThat(bob.texts()).containsExactly("hello");
        assertThat(alice.core.unsent()).isZero();
    }

    @Test
    @DisplayName("What a server refuses does not wait any more, but is lost")
    void refused_isLost() {
        bothIn();
        alice.lost = frame -> frame instanceof Stored;
        alice.core.say(ROOM, "hello");
        world.run();
        int waiting = alice.core.unsettled().waiting();
        EventId id = alice.all(ClientEvent.Sent.class).get(0).id();
        Refused refused = new Refused(id.toString(), "BAD_BODY", "as it likes");
        alice.core.frame(refused);
        alice.core.frame(refused);
        assertThat(alice.core.unsettled()).isEqualTo(new Unsettled(waiting - 1, 1));
    }

    @Test
    @DisplayName("I2: what is said without a server waits, survives the process, and goes out under one id")
    void say_offline_survivesACrash() {
        bothIn();
        here.dead = true;
        there.dead = true;
        alice.cut();
        alice.core.say(ROOM, "one");
        alice.core.say(ROOM, "two");
        alice.crash();
        assertThat(alice.core.unsent()).isEqualTo(2);
        assertThat(alice.core.rooms()).containsExactly(ROOM);
        alice.core.say(ROOM, "three");

        here.dead = false;
        there.dead = false;
        world.pass(15_000);

        assertThat(bob.texts()).containsExactly("one", "two", "three");
        assertThat(alice.all(ClientEvent.Stored.class))
                .extracting(ClientEvent.Stored::number)
                .doesNotHaveDuplicates();
        assertThat(alice.core.unsent()).isZero();
    }

    @Test
    @DisplayName("I3: a client that dies after sending, before the receipt, sends the same event again")
    void crash_afterSending_sendsTheSameAgain() {
        bothIn();
        alice.lost = frame -> frame instanceof Stored;
        alice.core.say(ROOM, "hello");
        world.run();
        EventId id = alice.all(ClientEvent.Sent.class).get(0).id();

        alice.lost = frame -> false;
        alice.crash();
        world.pass(1000);

        assertThat(posted(alice)).contains(id);
        assertThat(alice.core.unsent()).isZero();
        assertThat(bob.texts()).containsExactly("hello");
        alice.core.say(ROOM, "next");
        world.run();
        assertThat(bob.texts()).containsExactly("hello", "next");
    }

    @Test
    void reader_crashing_readsNothingTwice_andNothingLess() {
        bothIn();
        alice.core.say(ROOM, "one");
        world.run();
        bob.crash();
        alice.core.say(ROOM, "two");
        world.pass(1000);

        assertThat(bob.texts()).containsExactly("two");
        assertThat(bob.core.history(ROOM, 10))
                .extracting(ClientEvent.Message::text)
                .containsExactly("one", "two");
        assertThat(bob.core.history(ROOM, 1))
                .extracting(ClientEvent.Message::text)
                .containsExactly("two");
        assertThat(bob.all(ClientEvent.Unreadable.class)).isEmpty();
    }

    @Test
    @DisplayName("A server that dies: the client is at the next at once")
    void server_dies_clientMovesAtOnce() {
        bothIn();
        here.die();
        world.pass(Connection.TICK_MILLIS);

        assertThat(alice.core.connection().server()).contains("ws://there");
        assertThat(alice.all(ClientEvent.Connected.class)).last().matches(ClientEvent.Connected::moved);
        alice.core.say(ROOM, "still here");
        world.run();
        assertThat(bob.texts()).containsExactly("still here");
    }

    @Test
    @DisplayName("A server that freezes: within 6 s the client is at the next, and what it said meanwhile is there")
    void server_freezes_clientMovesInTime() {
        bothIn();
        here.frozen = true;
        alice.core.say(ROOM, "into the void");
        long start = world.now();
        while (!alice.core.connection().server().equals(Optional.of("ws://there"))) {
            world.pass(Connection.TICK_MILLIS);
        }

        assertThat(world.now() - start).isBetween(Connection.DEAD_MILLIS, 6000L);
        assertThat(bob.texts()).containsExactly("into the void");
        assertThat(alice.core.unsent()).isZero();
    }

    @Test
    @DisplayName("A server that takes connections and says nothing is given up")
    void server_silentFromTheStart_isGivenUp() {
        World.Client carol = world.client("carol", here, there);
        here.frozen = true;
        long start = world.now();
        while (carol.core.connection().server().isEmpty()) {
            world.pass(Connection.TICK_MILLIS);
        }

        assertThat(carol.core.connection().server()).contains("ws://there");
        assertThat(world.now() - start).isLessThanOrEqualTo(Connection.CONNECT_MILLIS + 3 * Connection.TICK_MILLIS);
    }

    @Test
    @DisplayName("A10: a receipt that no server of the domain has signed does not count")
    void receipt_forged_doesNotCount() {
        bothIn();
        alice.lost = frame -> frame instanceof Stored;
        alice.core.say(ROOM, "hello");
        world.run();
        alice.lost = frame -> false;
        String id = alice.all(ClientEvent.Sent.class).get(0).id().toString();
        String stranger = here.certificate(world.crypto.newSigningKey(), here.url, world.now() + 1000);

        here.sendAll(new Stored(here.certificate, List.of(id), "A".repeat(86)));
        here.sendAll(new Stored(stranger, List.of(id), "A".repeat(86)));
        here.sendAll(new Stored("{}", List.of(id), ""));

        assertThat(alice.all(ClientEvent.Stored.class)).isEmpty();
        assertThat(alice.core.unsent()).isEqualTo(1);
        assertThat(alice.all(ClientEvent.Problem.class))
                .extracting(ClientEvent.Problem::code)
                .containsExactly("BAD_RECEIPT", "BAD_RECEIPT", "BAD_RECEIPT");
    }

    @Test
    @DisplayName("A10 A12: events that a server forges are left out, whatever is in them; the conversation goes on")
    void server_forgesEvents_theyAreLeftOut() {
        bothIn();
        alice.core.say(ROOM, "genuine");
        world.run();
        EventText genuine = ((Post) alice.sent.stream()
                        .filter(Post.class::isInstance)
                        .reduce((a, b) -> b)
                        .get())
                .events()
                .get(0);

        there.sendAll(new Events(List.of(
                new EventText("", "", "", ""),
                new EventText(
                        genuine.header().replace("\"seq\":", "\"seq\":1"), genuine.signature(), genuine.body(), ""),
                new EventText(genuine.header(), genuine.signature(), genuine.body(), ""),
                new EventText("[".repeat(1000), "\u0000", "x", "y"))));
        alice.core.say(ROOM, "after that");
        world.run();

        assertThat(bob.texts()).containsExactly("genuine", "after that");
        assertThat(bob.all(ClientEvent.Problem.class)).hasSize(3);
        assertThat(bob.all(ClientEvent.Unreadable.class)).isEmpty();
    }

    @Test
    void newcomer_isToldHowMuchWasBefore_andReadsOn() {
        bothIn();
        for (int i = 0; i < MANY; i++) {
            alice.core.say(ROOM, "old " + i);
        }
        world.run();

        World.Client carol = world.client("carol", here);
        carol.join(ROOM);
        world.pass(1000);
        alice.core.say(ROOM, "new");
        bob.core.say(ROOM, "newer");
        world.run();

        assertThat(carol.all(ClientEvent.BeforeJoining.class).stream()
                        .mapToInt(ClientEvent.BeforeJoining::count)
                        .sum())
                .isEqualTo(MANY);
        assertThat(carol.texts()).containsExactly("new", "newer");
        assertThat(carol.all(ClientEvent.Unreadable.class)).isEmpty();
        assertThat(bob.texts()).hasSize(MANY + 2);
    }

    @Test
    @DisplayName("I5 I8: two who talk at the same time end with one order")
    void bothTalkAtOnce_oneOrder() {
        bothIn();
        for (int i = 0; i < MANY; i++) {
            alice.core.say(ROOM, "a" + i);
            bob.core.say(ROOM, "b" + i);
            if (i % 7 == 0) {
                world.run();
            }
        }
        world.run();

        assertThat(alice.core.history(ROOM, 1000))
                .extracting(ClientEvent.Message::id)
                .hasSize(2 * MANY)
                .isEqualTo(new ArrayList<>(bob.core.history(ROOM, 1000).stream()
                        .map(ClientEvent.Message::id)
                        .toList()));
        assertThat(alice.all(ClientEvent.Unreadable.class)).isEmpty();
        assertThat(bob.all(ClientEvent.Unreadable.class)).isEmpty();
    }

    @Test
    @DisplayName(
            "I2: a server that comes back without what it has signed for gets it again, without the client's moving")
    void serverEmptied_underTheSameKey_getsTheEventAgain() {
        bothIn();
        alice.core.say(ROOM, "hello");
        world.pass(1000);
        alice.sent.clear();

        world.pass(3 * Posting.CONFIRM_MILLIS);
        assertThat(posted(alice))
                .as("a server that has it is asked, not told again")
                .isEmpty();

        here.emptied = true;
        world.pass(Posting.CONFIRM_MILLIS + 1000);
        EventId id = alice.all(ClientEvent.Sent.class).get(0).id();
        world.pass(Posting.CONFIRM_MILLIS);
        assertThat(posted(alice)).contains(id);
        here.emptied = false;
        world.pass(Posting.CONFIRM_MILLIS);
        alice.sent.clear();
        world.pass(3 * Posting.CONFIRM_MILLIS);
        assertThat(posted(alice)).isEmpty();
    }

    private void bothIn() {
        alice.join(ROOM);
        bob.join(ROOM);
        world.run();
        assertThat(alice.all(ClientEvent.Joined.class)).isNotEmpty();
        assertThat(bob.all(ClientEvent.Joined.class)).isNotEmpty();
        assertThat(alice.core.members(ROOM)).hasSize(2);
    }

    private List<EventId> posted(World.Client client) {
        List<EventId> ids = new ArrayList<>();
        client.sent.stream()
                .filter(Post.class::isInstance)
                .map(Post.class::cast)
                .forEach(post -> post.events().forEach(event -> ids.add(world.codec.idOf(event.header()))));
        return ids;
    }
}
