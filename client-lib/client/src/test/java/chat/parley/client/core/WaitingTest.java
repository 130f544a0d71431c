package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.Delivery;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import chat.parley.client.Waiting;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What is said and cannot be encrypted yet is not lost from sight, and can be taken back")
class WaitingTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");

    private final World world = new World(TestKeys.CRYPTO);
    private final World.Server here = world.server("ws://here");
    private final World.Server there = world.server("ws://there");
    private final World.Client alice = world.client("alice", here, there);
    private final World.Client bob = world.client("bob", here, there);

    @BeforeEach
    void bothIn() {
        alice.join(ROOM);
        bob.join(ROOM);
        world.pass(1000);
    }

    private void offline() {
        alice.reaches = url -> false;
        alice.cut();
    }

    private void online() {
        alice.reaches = url -> true;
        world.pass(15_000);
    }

    private List<Long> waiting() {
        return alice.core.talk().waiting(ROOM).stream().map(Waiting::number).toList();
    }

    private EventId lastSent() {
        List<ClientEvent.Sent> sent = alice.all(ClientEvent.Sent.class);
        return sent.get(sent.size() - 1).id();
    }

    private Optional<Delivery> delivery(EventId id) {
        return Optional.ofNullable(
                alice.core.talk().deliveries(ROOM, List.of(id)).get(id));
    }

    @Test
    @DisplayName("B-H1: without a server it is told as waiting and listed, after a crash too, until it has gone out")
    void offline_isToldAndListed_untilItGoesOut() {
        alice.core.say(ROOM, "first");
        world.run();
        EventId first = lastSent();
        assertThat(alice.all(ClientEvent.Waits.class)).isEmpty();

        offline();
        Instant since = Instant.ofEpochMilli(world.now());
        long text = alice.core.say(ROOM, "second");
        long reply = alice.core.talk().reply(ROOM, first, "third");
        Waiting second = new Waiting(text, "second", Optional.empty(), Optional.empty(), since, Waiting.For.SERVER);
        Waiting third = new Waiting(reply, "third", Optional.of(first), Optional.empty(), since, Waiting.For.SERVER);
        assertThat(alice.all(ClientEvent.Waits.class))
                .containsExactly(new ClientEvent.Waits(ROOM, second), new ClientEvent.Waits(ROOM, third));

        world.pass(60_000);
        alice.crash();
        assertThat(alice.core.talk().waiting(ROOM)).containsExactly(second, third);
        assertThat(alice.all(ClientEvent.Waits.class)).as("told before").isEmpty();

        online();
        assertThat(alice.all(ClientEvent.Sent.class))
                .extracting(ClientEvent.Sent::number)
                .containsExactly(text, reply);
        assertThat(alice.core.talk().waiting(ROOM)).isEmpty();
        assertThat(bob.texts()).containsExactly("first", "second", "third");
    }

    @Test
    @DisplayName("Numbers are given once, over restarts too, though nothing that has them is left")
    void numbers_areGivenOnce() {
        here.linked = Optional.of(there);
        there.linked = Optional.of(here);
        long before = alice.core.say(ROOM, "one");
        world.pass(15_000);
        assertThat(alice.store.rows(Table.OUTBOX)).isEmpty();
        alice.crash();
        world.pass(1000);
        assertThat(alice.core.say(ROOM, "two")).isGreaterThan(before);
    }

    @Test
    @DisplayName(
            "B-H1: what is taken back while it waits goes to nobody, and is counted no more; what has gone out stays")
    void takenBack_goesToNobody() {
        offline();
        long slip = alice.core.say(ROOM, "a slip");
        long meant = alice.core.say(ROOM, "meant");
        assertThat(alice.core.unsent()).isEqualTo(2);

        assertThat(alice.core.talk().takeBack(ROOM, slip)).isTrue();
        assertThat(alice.core.talk().takeBack(ROOM, slip)).isFalse();
        assertThat(alice.core.talk().takeBack(RoomRef.open("other"), meant)).isFalse();
        assertThat(alice.all(ClientEvent.Withdrawn.class)).singleElement().satisfies(told -> {
            assertThat(told.waiting().number()).isEqualTo(slip);
            assertThat(told.waiting().text()).isEqualTo("a slip");
        });
        assertThat(waiting()).containsExactly(meant);
        assertThat(alice.core.unsent()).isEqualTo(1);
        assertThat(alice.core.unsettled().waiting()).isEqualTo(1);
        assertThat(alice.core.unsettled().lost()).isZero();

        alice.crash();
        online();
        assertThat(bob.texts()).containsExactly("meant");
        assertThat(alice.core.talk().takeBack(ROOM, meant)).isFalse();
        assertThat(alice.all(ClientEvent.Withdrawn.class)).isEmpty();
    }

    @Test
    @DisplayName("Only texts are taken back: a reaction that waits has a number that nobody was given")
    void reaction_isNotTakenBack() {
        alice.core.say(ROOM, "hello");
        world.run();
        offline();
        long before = alice.core.say(ROOM, "later");
        alice.core.talk().react(ROOM, lastSent(), "+", true);
        assertThat(alice.core.talk().takeBack(ROOM, before + 1)).isFalse();
        assertThat(waiting()).containsExactly(before);
        online();
        assertThat(bob.all(ClientEvent.Changed.class)).hasSize(1);
    }

    @Test
    @DisplayName("B-H1: a first word to somebody who has not come in waits for them, and says so")
    void firstWord_waitsForTheOther() {
        RoomRef.Owned met = alice.core.owned().create("Met", Charter.History.NONE);
        alice.core.owned().invite(met, bob.user(), Rank.MEMBER);
        world.run();
        bob.core.owned().enter(met);
        world.pass(1000);
        bob.reaches = url -> false;
        bob.cut();

        RoomRef.Owned two = alice.core.owned().with(bob.user());
        long number = alice.core.say(two, "hi");
        assertThat(alice.all(ClientEvent.Waits.class))
                .singleElement()
                .satisfies(told -> assertThat(told.room()).isEqualTo(two))
                .satisfies(told -> assertThat(told.waiting().what()).isEqualTo(Waiting.For.PEER));
        world.pass(5000);
        assertThat(alice.core.talk().waiting(two)).extracting(Waiting::number).containsExactly(number);

        bob.reaches = url -> true;
        world.pass(15_000);
        assertThat(bob.texts()).containsExactly("hi");
        assertThat(alice.core.talk().waiting(two)).isEmpty();
    }

    @Test
    @DisplayName("What can be written there no more is told as withdrawn, one by one")
    void removedMeanwhile_isWithdrawn() {
        RoomRef.Owned room = bob.core.owned().create("His", Charter.History.NONE);
        bob.core.owned().invite(room, alice.user(), Rank.MEMBER);
        world.run();
        alice.core.owned().enter(room);
        world.pass(1000);
        offline();
        long one = alice.core.say(room, "one");
        long two = alice.core.say(room, "two");
        bob.core.owned().kick(room, alice.user());
        online();

        assertThat(alice.all(ClientEvent.Withdrawn.class))
                .extracting(told -> told.waiting().number())
                .containsExactly(one, two);
        assertThat(alice.core.talk().waiting(room)).isEmpty();
        assertThat(alice.core.unsettled().lost()).isEqualTo(2);
    }

    @Test
    @DisplayName("B-H3: how far own messages have come is known after a crash, too")
    void deliveries_areKnownAfterACrash() {
        here.answerPosts(Optional.of(new Problem(ProblemCode.TOO_MANY.name(), "not now")));
        there.answerPosts(Optional.of(new Problem(ProblemCode.TOO_MANY.name(), "not now")));
        alice.core.say(ROOM, "hello");
        world.run();
        EventId id = lastSent();
        assertThat(delivery(id)).contains(Delivery.SENDING);
        alice.crash();
        assertThat(delivery(id)).contains(Delivery.SENDING);

        here.answerPosts(Optional.empty());
        there.answerPosts(Optional.empty());
        world.pass(2000);
        assertThat(delivery(id)).contains(Delivery.STORED);
        alice.crash();
        assertThat(delivery(id)).contains(Delivery.STORED);

        here.linked = Optional.of(there);
        there.linked = Optional.of(here);
        world.pass(15_000);
        assertThat(delivery(id)).contains(Delivery.SAFE);
        alice.crash();
        assertThat(delivery(id)).contains(Delivery.SAFE);
        bob.core.say(ROOM, "not mine");
        world.pass(5000);
        EventId other = bob.all(ClientEvent.Sent.class).get(0).id();
        assertThat(alice.core.talk().deliveries(ROOM, List.of(id, other, new EventId(new byte[32]))))
                .isEqualTo(Map.of(id, Delivery.SAFE));
    }

    @Test
    @DisplayName("B-H3: what the outbox keeps no longer, as it never became safe, is not said to be")
    void dropped_isNotSaidToBeSafe() {
        alice.core.say(ROOM, "the first");
        world.run();
        EventId first = lastSent();
        for (int i = 0; i < Outbox.MAX_STORED; i++) {
            alice.core.say(ROOM, "text " + i);
            world.run();
        }
        assertThat(alice.store.get(Table.OUTBOX, first.toString())).isEmpty();
        assertThat(delivery(first)).contains(Delivery.STORED);
    }

    @Test
    @DisplayName("B-H3: what a server has refused is said to be, after a crash too")
    void refused_isSaidToBe() {
        here.answerPosts(Optional.of(new Problem(ProblemCode.TOO_MANY.name(), "not now")));
        alice.core.say(ROOM, "hello");
        world.run();
        EventId id = lastSent();
        here.sendAll(new Refused(id.toString(), RefusalCode.BAD_BODY.name(), "no"));
        assertThat(delivery(id)).contains(Delivery.REFUSED);
        alice.crash();
        assertThat(delivery(id)).contains(Delivery.REFUSED);
    }

    @Test
    @DisplayName("A file that is at the servers waits for the other with its caption, and can be taken back")
    void file_waitsWithItsCaption(@TempDir Path folder) {
        world.filesIn(folder);
        World.Client carol = world.client("carol", here);
        carol.join(ROOM);
        bob.reaches = url -> false;
        bob.cut();
        RoomRef.Owned two = carol.core.owned().with(bob.user());
        world.run();
        byte[] bytes = "all of it".getBytes(StandardCharsets.UTF_8);
        long number = carol.core
                .files()
                .send(
                        two,
                        new SharedFiles.Outgoing(
                                "a.txt",
                                "text/plain",
                                () -> new ByteArrayInputStream(bytes),
                                Optional.empty(),
                                "look"));
        world.pass(5000);
        assertThat(carol.core.talk().waiting(two)).singleElement().satisfies(waiting -> {
            assertThat(waiting.number()).isEqualTo(number);
            assertThat(waiting.text()).isEqualTo("look");
            assertThat(waiting.file().orElseThrow().name()).isEqualTo("a.txt");
            assertThat(waiting.what()).isEqualTo(Waiting.For.PEER);
        });
        assertThat(carol.core.files().sending()).isEmpty();
        assertThat(carol.core.talk().takeBack(two, number)).isTrue();
        assertThat(carol.core.talk().waiting(two)).isEmpty();
    }
}
