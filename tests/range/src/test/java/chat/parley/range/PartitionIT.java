package chat.parley.range;

import static chat.parley.nodes.Talker.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Stranger;
import chat.parley.nodes.Talker;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.AccountFind;
import chat.parley.protocol.frame.AccountFound;
import chat.parley.protocol.frame.AccountKept;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What people do while the nodes do not hear of each other. */
@ExtendWith(TwoNodes.class)
class PartitionIT {
    @TempDir
    private Path people;

    /** Whatever the test before has left. */
    @BeforeEach
    void heal(Pair pair) {
        pair.heal();
    }

    @Test
    @DisplayName("A34 I7: a removed admin's acts and words behind a partition are void and hidden everywhere, and so is"
            + " whom they let in; neither reads what follows")
    void removedAdmin_behindAPartition_gainsNothing(Pair pair) throws Exception {
        try (Talker olga = Talker.open(people.resolve("olga"), "olga", pair.a().url());
                Talker nils =
                        Talker.open(people.resolve("nils"), "nils", pair.a().url());
                Talker mallory = Talker.open(
                        people.resolve("mallory"), "mallory", pair.b().url());
                Talker eve = Talker.open(people.resolve("eve"), "eve", pair.b().url())) {
            RoomRef.Owned room = olga.client().owned().create("Board", Charter.History.NONE);
            Eventually.within(
                    SOON, () -> assertThat(olga.all(ClientEvent.Joined.class)).hasSize(1));
            admit(olga, nils, room, Rank.MEMBER);
            admit(olga, mallory, room, Rank.ADMIN);
            olga.say(room, "all here");
            Eventually.within(SOON, () -> {
                assertThat(mallory.texts(room)).containsExactly("all here");
                assertThat(nils.texts(room)).containsExactly("all here");
            });

            pair.part();
            olga.client().owned().kick(room, user(mallory));
            olga.say(room, "without mallory");
            Eventually.within(SOON, () -> assertThat(nils.texts(room)).contains("without mallory"));
            admit(mallory, eve, room, Rank.MEMBER);
            mallory.say(room, "I am still here");
            Eventually.within(SOON, () -> assertThat(eve.texts(room)).contains("I am still here"));
            eve.say(room, "so am I");
            mallory.client().owned().rename(room, "Mallory's board");
            Eventually.within(
                    SOON,
                    () -> assertThat(mallory.client().unsent() + eve.client().unsent())
                            .isZero());
            pair.heal();

            for (Talker each : List.of(olga, nils)) {
                Eventually.within(SOON, () -> assertThat(each.members(room)).containsExactly("nils", "olga"));
            }
            Eventually.within(SOON, () -> assertThat(mallory.members(room)).containsExactly("nils", "olga"));
            Eventually.within(SOON, () -> assertThat(eve.members(room)).doesNotContain("eve", "mallory"));
            olga.say(room, "after it all");
            Eventually.within(SOON, () -> assertThat(nils.texts(room)).contains("after it all"));
            nils.say(room, "indeed");
            Eventually.within(SOON, () -> assertThat(olga.texts(room)).contains("indeed"));
            for (Talker each : List.of(olga, nils)) {
                assertThat(each.texts(room)).doesNotContain("I am still here", "so am I");
                assertThat(each.client().room(room).orElseThrow().title()).isEqualTo("Board");
            }
            for (Talker each : List.of(mallory, eve)) {
                assertThat(each.texts(room)).doesNotContain("without mallory", "after it all", "indeed");
            }
        }
    }

    @Test
    @DisplayName(
            "A03: of two who register one name on nodes that are apart the same one has it on both; the other is told while"
                    + " connected, and registers another name")
    void name_registeredTwice_isOnes(Pair pair) throws Exception {
        pair.part();
        try (Talker one =
                        Talker.connected(people.resolve("one"), "one", pair.a().url());
                Talker two =
                        Talker.connected(people.resolve("two"), "two", pair.b().url())) {
            for (Talker each : List.of(one, two)) {
                register(each, "twin");
            }
            boolean ones = user(one).compareTo(user(two)) < 0;
            Talker winner = ones ? one : two;
            Talker loser = ones ? two : one;
            UserId before = user(loser);
            pair.heal();
            for (NodeProcess node : List.of(pair.a(), pair.b())) {
                Eventually.within(
                        SOON,
                        () -> assertThat(owner(node, "twin"))
                                .isEqualTo(user(winner).toString()));
            }
            Eventually.within(
                    SOON,
                    () -> assertThat(loser.all(ClientEvent.Problem.class))
                            .as("told while connected")
                            .extracting(ClientEvent.Problem::code)
                            .contains("NAME_LOST"));
            assertThat(loser.client().account().name()).isEmpty();
            assertThat(loser.client().account().lostName()).contains(new AccountName("twin"));

            register(loser, "other-twin");

            assertThat(loser.client().account().name()).contains(new AccountName("other-twin"));
            assertThat(user(loser)).as("nobody's key was changed").isEqualTo(before);
            for (NodeProcess node : List.of(pair.a(), pair.b())) {
                Eventually.within(
                        SOON, () -> assertThat(owner(node, "other-twin")).isEqualTo(before.toString()));
                assertThat(owner(node, "twin")).isEqualTo(user(winner).toString());
            }
            assertThat(winner.all(ClientEvent.Problem.class))
                    .extracting(ClientEvent.Problem::code)
                    .doesNotContain("NAME_LOST");
        }
    }

    private static void register(Talker talker, String name) throws Exception {
        talker.client()
                .account()
                .register(
                        new AccountName(name),
                        ("password of " + talker.client().me().name()).toCharArray(),
                        Optional.empty())
                .get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    @DisplayName(
            "A02: a name under another identity is refused on both nodes; who has it goes on undisturbed and is found")
    void name_takenOver_isRefused(Pair pair) throws Exception {
        TestPerson victim = new TestPerson("named-victim");
        TestPerson mallory = new TestPerson("named-mallory");
        try (Stranger first = Stranger.welcomed(pair.a().session(), victim)) {
            first.send(Registered.of("well-known", victim).put());
            assertThat(first.next()).isInstanceOf(AccountKept.class);
            for (NodeProcess node : List.of(pair.a(), pair.b())) {
                Eventually.within(
                        SOON,
                        () -> assertThat(owner(node, "well-known"))
                                .isEqualTo(victim.user().toString()));
                for (long counter : new long[] {1, 2, 1L << 52}) {
                    try (Stranger second = Stranger.welcomed(node.session(), mallory)) {
                        second.send(
                                Registered.of("well-known", mallory, counter).put());
                        assertThat(second.next()).extracting("code").isEqualTo("NAME_TAKEN");
                    }
                }
                assertThat(owner(node, "well-known")).isEqualTo(victim.user().toString());
                assertThat(node.log())
                        .as("the operator sees it")
                        .anyMatch(line -> line.contains("NAME_TAKEN") && line.contains("well-known"));
            }
            assertThat(first.seen()).as("the first session answers").isEmpty();
        }
    }

    private static void admit(Talker host, Talker guest, RoomRef.Owned room, Rank rank) {
        host.client().owned().invite(room, user(guest), rank);
        Eventually.within(
                SOON,
                () -> assertThat(guest.client().owned().invited())
                        .anyMatch(each -> each.room().equals(room)));
        guest.client().owned().enter(room);
        Eventually.within(
                SOON,
                () -> assertThat(guest.all(ClientEvent.Joined.class))
                        .anyMatch(joined -> joined.room().equals(room)));
        Eventually.within(
                SOON,
                () -> assertThat(host.members(room))
                        .contains(guest.client().me().name()));
    }

    private static UserId user(Talker talker) {
        return talker.client().me().user();
    }

    private static String owner(NodeProcess node, String name) {
        try (Stranger stranger = Stranger.welcomed(node.session(), new TestPerson("asks-for-names"))) {
            stranger.send(new AccountFind(name));
            return ((AccountFound) stranger.next()).user();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
