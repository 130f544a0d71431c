package chat.parley.federation;

import static chat.parley.nodes.Talker.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.ParleyClients;
import chat.parley.client.RoomRef;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.nodes.Chatter;
import chat.parley.nodes.Domain;
import chat.parley.nodes.Eventually;
import chat.parley.nodes.Ports;
import chat.parley.nodes.Secrets;
import chat.parley.nodes.Talker;
import chat.parley.nodes.TcpProxy;
import chat.parley.nodes.TextSocket;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The story of one room on two nodes: federated, through the death and return of a node, a restart of everything, a time
 * apart. Starting a node takes long, so the chapters share them; each begins where the one before has ended.
 */
@ExtendWith(ArquillianExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FederationIT {
    private static final Duration LINKED = Duration.ofSeconds(30);

    /** A client notices a killed server at once, a frozen one within 5 s. */
    private static final Duration MOVED = Duration.ofSeconds(30);

    /** A renewal is missed and the entry's life is over. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(25);

    private static final Path RUN = Path.of(System.getProperty("run.dir"));
    private static final Path LOGS = RUN.resolve("logs");
    private static final Path PEOPLE = RUN.resolve("people");
    private static final RoomRef.Open ROOM = RoomRef.open("federation-hall");
    private static final RoomRef.Open ISLAND = RoomRef.open("island");
    private static final String MARKER = "xylophone-under-water";
    private static final String URL_A = "ws://127.0.0.1:18091/parley";
    private static final String URL_B = "ws://127.0.0.1:18092/parley";
    private static final int LINK = 18094;

    private static TcpProxy tap;
    private static TcpProxy link;
    private static Talker alice;
    private static Talker bob;
    private static Talker carol;

    @ArquillianResource
    private ContainerController controller;

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "a", managed = false, testable = false)
    @TargetsContainer("a")
    static WebArchive a() {
        return war();
    }

    @Deployment(name = "b", managed = false, testable = false)
    @TargetsContainer("b")
    static WebArchive b() {
        return war();
    }

    @Deployment(name = "c", managed = false, testable = false)
    @TargetsContainer("c")
    static WebArchive c() {
        return war();
    }

    @Deployment(name = "d", managed = false, testable = false)
    @TargetsContainer("d")
    static WebArchive d() {
        return war();
    }

    private static WebArchive war() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("war.file")));
    }

    @BeforeAll
    static void prepare() throws IOException {
        Ports.assertFree(18091, 18092, LINK, 6910, 6911);
        Files.createDirectories(LOGS);
        Domain domain = Domain.create(RUN.resolve("domain.key"));
        domain.issue(RUN.resolve("a"), URL_A);
        domain.issue(RUN.resolve("b"), URL_B);
        tap = TcpProxy.between(0, 18091);
        link = TcpProxy.cut(LINK, 18092);
    }

    @AfterAll
    static void tidy() {
        for (AutoCloseable each : new AutoCloseable[] {alice, bob, carol, tap, link}) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                // Nothing is asserted here.
            }
        }
    }

    private RealNode node(String name) {
        int port = name.equals("a") || name.equals("c") ? 18091 : 18092;
        return new RealNode(name, port, controller, deployer);
    }

    @Test
    @Order(1)
    @DisplayName("Two nodes of a cluster find each other, link, and have lost Tyrus' slow scheduler")
    void twoNodes_started_link() {
        node("a").start();
        node("b").start();

        String a = node("a").data("serverId");
        String b = node("b").data("serverId");
        Eventually.within(LINKED, () -> assertThat(node("a").servers()).containsExactlyInAnyOrder(a, b));
        Eventually.within(LINKED, () -> assertThat(node("b").servers()).containsExactlyInAnyOrder(a, b));
        Eventually.within(LINKED, () -> assertThat(node("a").data("links")).isEqualTo(b));
        Eventually.within(LINKED, () -> assertThat(node("b").data("links")).isEqualTo(a));
        for (String name : new String[] {"a", "b"}) {
            assertThat(node(name).data("serverSchedulerReplaced")).isEqualTo("true");
            assertThat(node(name).data("clientSchedulerReplaced")).isEqualTo("true");
        }
    }

    @Test
    @Order(2)
    @DisplayName("I1 I3 I4 I5: a room joined by name on two nodes is one room: members, text both ways, one order")
    void room_joinedOnTwoNodes_isOneRoom() {
        alice = Talker.in(ROOM, PEOPLE.resolve("alice"), "alice", "ws://127.0.0.1:" + tap.port() + "/parley");
        bob = Talker.in(ROOM, PEOPLE.resolve("bob"), "bob", URL_B);
        Eventually.within(SOON, () -> {
            assertThat(alice.members(ROOM)).containsExactly("alice", "bob");
            assertThat(bob.members(ROOM)).containsExactly("alice", "bob");
        });

        alice.say(ROOM, MARKER + " said alice");
        Eventually.within(SOON, () -> assertThat(bob.texts(ROOM)).contains(MARKER + " said alice"));
        bob.say(ROOM, MARKER + " said bob");
        Eventually.within(SOON, () -> assertThat(alice.texts(ROOM)).contains(MARKER + " said bob"));
        for (int i = 0; i < 20; i++) {
            alice.say(ROOM, "alice " + i);
            bob.say(ROOM, "bob " + i);
        }

        Eventually.within(SOON, () -> {
            assertThat(alice.acknowledged()).hasSize(21);
            assertThat(bob.acknowledged()).hasSize(21);
            assertThat(alice.texts(ROOM)).hasSize(42);
            assertThat(bob.texts(ROOM)).hasSize(42);
        });
        assertSameRoom(ROOM, alice, bob);
    }

    @Test
    @Order(3)
    @DisplayName(
            "I2 I3 I4 I5: a node is killed while both talk: all that was stored arrives once, nobody types anything")
    void node_killedInConversation_losesNothing() throws Exception {
        String a = node("a").data("serverId");
        Chatter aliceTalks = Chatter.start(alice, ROOM, "through the storm");
        Chatter bobTalks = Chatter.start(bob, ROOM, "through the storm");
        Eventually.within(SOON, () -> {
            assertThat(alice.textsOf(ROOM, "bob")).hasSizeGreaterThan(21 + 20);
            assertThat(bob.textsOf(ROOM, "alice")).hasSizeGreaterThan(21 + 20);
        });

        node("b").killOnly();

        Duration moved = Eventually.within(SOON, () -> assertThat(bob.server()).isIn(URL_A));
        int saidByThen = bobTalks.said().size();
        Eventually.within(
                SOON, () -> assertThat(alice.texts(ROOM)).contains("bob through the storm " + (saidByThen + 20)));
        List<String> ofAlice = aliceTalks.stop();
        List<String> ofBob = bobTalks.stop();
        node("b").bury();

        Eventually.within(SOON, () -> {
            assertThat(alice.client().unsent()).isZero();
            assertThat(bob.client().unsent()).isZero();
            assertThat(alice.acknowledged()).hasSize(21 + ofAlice.size());
            assertThat(bob.acknowledged()).hasSize(21 + ofBob.size());
            assertThat(alice.texts(ROOM)).hasSize(42 + ofAlice.size() + ofBob.size());
            assertThat(bob.texts(ROOM)).hasSize(42 + ofAlice.size() + ofBob.size());
        });
        assertThat(alice.textsOf(ROOM, "bob")).containsAll(bob.acknowledged()).endsWith(last(ofBob));
        assertThat(bob.textsOf(ROOM, "alice")).containsAll(alice.acknowledged()).endsWith(last(ofAlice));
        assertSameRoom(ROOM, alice, bob);
        assertThat(moved).isLessThan(MOVED);
        assertThat(bob.all(ClientEvent.Connected.class)).last().matches(ClientEvent.Connected::moved);
        Eventually.within(FORGOTTEN, () -> assertThat(node("a").servers()).containsExactly(a));
    }

    @Test
    @Order(4)
    @DisplayName(
            "I1 I2: the killed node comes back and has everything; who joins there is told of what was before, and reads on")
    void node_backAgain_hasEverything_andServesANewcomer() {
        node("b").start();
        int before = alice.texts(ROOM).size();

        carol = Talker.in(ROOM, PEOPLE.resolve("carol"), "carol", URL_B);

        assertThat(carol.server()).isEqualTo(URL_B);
        Eventually.within(SOON, () -> assertThat(unreadable(carol)).isEqualTo(before));
        assertThat(carol.texts(ROOM)).isEmpty();
        Eventually.within(SOON, () -> assertThat(carol.members(ROOM)).containsExactly("alice", "bob", "carol"));
        Eventually.within(SOON, () -> assertThat(alice.members(ROOM)).contains("carol"));

        alice.say(ROOM, "welcome, carol");
        Eventually.within(SOON, () -> assertThat(carol.texts(ROOM)).containsExactly("welcome, carol"));
        carol.say(ROOM, "thanks");
        Eventually.within(SOON, () -> {
            assertThat(alice.texts(ROOM)).endsWith("welcome, carol", "thanks");
            assertThat(bob.texts(ROOM)).endsWith("welcome, carol", "thanks");
        });
        assertSameRoom(ROOM, alice, bob);
        carol.assertUntroubled();
        carol.close();
    }

    @Test
    @Order(5)
    @DisplayName("I11: a node that freezes costs its own people seconds, and nobody else anything")
    void node_frozen_disturbsNobodyElse() throws Exception {
        RoomRef.Open ice = RoomRef.open("ice");
        try (Talker dave = Talker.in(ice, PEOPLE.resolve("dave"), "dave", URL_A, URL_B);
                Talker erin = Talker.in(ice, PEOPLE.resolve("erin"), "erin", URL_B)) {
            Eventually.within(SOON, () -> assertThat(erin.members(ice)).containsExactly("dave", "erin"));

            node("a").freeze();
            try {
                dave.say(ice, "said to ice");
                Eventually.within(SOON, () -> assertThat(erin.texts(ice)).contains("said to ice"));
                assertThat(dave.server()).isEqualTo(URL_B);
                erin.say(ice, "all is well here");
                Eventually.within(SOON, () -> assertThat(dave.texts(ice)).contains("all is well here"));
                erin.assertConnected();
            } finally {
                node("a").thaw();
            }
            dave.assertUntroubled();
            erin.assertUntroubled();
        }
    }

    @Test
    @Order(6)
    @DisplayName(
            "A stopping node sends its clients away with 1001; without any server a client still has rooms and history")
    void everything_stopped_clientsKeepWhatTheyHave() throws Exception {
        List<String> history = alice.history(ROOM);
        node("b").stop();
        TextSocket socket = TextSocket.open(node("a").session());
        assertThat(socket.next()).contains("challenge");
        node("a").stop();
        assertThat(socket.closeCode()).isEqualTo(1001);
        alice.close();
        bob.close();

        alice = Talker.open(PEOPLE.resolve("alice"), "alice", URL_A);
        bob = Talker.open(PEOPLE.resolve("bob"), "bob", URL_B);

        for (Talker each : new Talker[] {alice, bob}) {
            assertThat(each.client().rooms()).containsExactly(ROOM);
            assertThat(each.members(ROOM)).containsExactly("alice", "bob", "carol");
            assertThat(each.history(ROOM)).isEqualTo(history);
            assertThat(each.server()).isEmpty();
        }
        // Bob's client knows both nodes: it is started again when his own is there.
        bob.close();
        alice.say(ROOM, "said while all was dark");
        assertThat(alice.client().unsent()).isEqualTo(1);
    }

    @Test
    @Order(7)
    @DisplayName("I7 A60 A63: no node's database, log or frame has a word of what was said, or a client's key")
    void nothingSaid_isReadableByServers() throws Exception {
        alice.close();
        List<String> secrets = new ArrayList<>(List.of(MARKER));
        for (String name : new String[] {"alice", "bob"}) {
            try (ClientStore store =
                    ParleyClients.store(ParleyClients.crypto(), PEOPLE.resolve(name), Optional.empty())) {
                for (Row row : store.rows(Table.SETTING)) {
                    if (row.key().endsWith("-key")) {
                        secrets.add(row.value());
                    } else if (row.key().equals("sealing-keys")) {
                        // The public half of the newest is all over the place; the private half behind it is not.
                        secrets.add(row.value().split(",")[0].substring(44));
                    }
                }
            }
        }
        alice = Talker.open(PEOPLE.resolve("alice"), "alice", URL_A);
        assertThat(secrets).hasSize(1 + 2 * 3);
        String frames = tap.heard();
        Path[] places = {RUN.resolve("a"), RUN.resolve("b"), LOGS};

        // The search finds what is there in the open: the name of the room, a line of the log.
        assertThat(Secrets.filesWith(ROOM.toString(), RUN.resolve("a"))).isNotEmpty();
        assertThat(Secrets.filesWith("linked with", LOGS)).hasSize(2);
        assertThat(Secrets.filesWith(MARKER, PEOPLE.resolve("alice"))).isEmpty();
        assertThat(frames)
                .contains("\"type\":\"post\"")
                .contains("\"type\":\"events\"")
                .contains(ROOM.toString());

        for (String secret : secrets) {
            assertThat(Secrets.filesWith(secret, places)).isEmpty();
            assertThat(Secrets.isIn(frames, secret)).isFalse();
        }
    }

    @Test
    @Order(8)
    @DisplayName(
            "I2: all nodes start again, apart from each other: history and members are there, what waited goes out")
    void everything_startedAgain_isThere() {
        node("c").start();
        Eventually.within(SOON, () -> {
            assertThat(alice.server()).isEqualTo(URL_A);
            assertThat(alice.client().unsent()).isZero();
        });
        assertThat(alice.history(ROOM)).endsWith("said while all was dark");

        try (Talker dora = Talker.in(ROOM, PEOPLE.resolve("dora"), "dora", URL_A)) {
            Eventually.within(
                    SOON,
                    () -> assertThat(unreadable(dora))
                            .isEqualTo(alice.history(ROOM).size()));
            assertThat(dora.members(ROOM)).containsExactly("alice", "bob", "carol", "dora");
        }
    }

    @Test
    @Order(9)
    @DisplayName(
            "I1 I3 I4: two who joined the same room on nodes that cannot see each other end in one room, one order")
    void room_joinedApart_becomesOne() throws Exception {
        node("d").start();
        bob = Talker.open(PEOPLE.resolve("bob"), "bob", URL_B);
        Eventually.within(SOON, () -> assertThat(bob.server()).isEqualTo(URL_B));
        alice.join(ISLAND);
        bob.join(ISLAND);
        for (int i = 0; i < 10; i++) {
            alice.say(ISLAND, "alice alone " + i);
            bob.say(ISLAND, "bob alone " + i);
        }
        Eventually.within(SOON, () -> {
            assertThat(alice.client().unsent()).isZero();
            assertThat(bob.client().unsent()).isZero();
        });
        assertThat(node("c").data("links")).isEmpty();
        assertThat(alice.members(ISLAND)).containsExactly("alice");
        assertThat(bob.members(ISLAND)).containsExactly("bob");

        link.open();

        String d = node("d").data("serverId");
        Eventually.within(LINKED, () -> assertThat(node("c").data("links")).isEqualTo(d));
        Eventually.within(SOON, () -> {
            assertThat(alice.members(ISLAND)).containsExactly("alice", "bob");
            assertThat(bob.members(ISLAND)).containsExactly("alice", "bob");
            assertThat(unreadable(alice, ISLAND)).isEqualTo(10);
            assertThat(unreadable(bob, ISLAND)).isEqualTo(10);
        });
        alice.say(ISLAND, "so you are here");
        Eventually.within(SOON, () -> assertThat(bob.texts(ISLAND)).endsWith("so you are here"));
        bob.say(ISLAND, "at last");
        Eventually.within(SOON, () -> assertThat(alice.texts(ISLAND)).endsWith("so you are here", "at last"));
        for (int i = 0; i < 10; i++) {
            alice.say(ISLAND, "alice again " + i);
            bob.say(ISLAND, "bob again " + i);
        }
        Eventually.within(SOON, () -> {
            assertThat(alice.history(ISLAND)).hasSize(32);
            assertThat(bob.history(ISLAND)).hasSize(32);
        });
        assertThat(tail(alice.history(ISLAND), 22)).isEqualTo(tail(bob.history(ISLAND), 22));
        // The old room, too, in which one had spoken while the other could not hear it.
        Eventually.within(SOON, () -> assertThat(bob.history(ROOM)).endsWith("said while all was dark"));
        assertThat(bob.historyIds(ROOM)).isEqualTo(alice.historyIds(ROOM));
        alice.assertUntroubled();
        bob.assertUntroubled();
    }

    @Test
    @Order(10)
    @DisplayName("I2: what only a dead node had stored arrives as long as its author lives, who says nothing more")
    void storedByADeadNodeOnly_arrivesFromItsAuthor() throws Exception {
        alice.close();
        alice = Talker.open(PEOPLE.resolve("alice"), "alice", URL_A, URL_B);
        Eventually.within(SOON, () -> assertThat(alice.server()).isEqualTo(URL_A));
        link.cut();
        Eventually.within(LINKED, () -> assertThat(node("c").data("links")).isEmpty());
        alice.say(ISLAND, "last words");
        Eventually.within(SOON, () -> assertThat(alice.acknowledged()).containsExactly("last words"));

        node("c").kill();

        Eventually.within(SOON, () -> assertThat(bob.texts(ISLAND)).endsWith("last words"));
        assertThat(bob.textsOf(ISLAND, "alice")).containsOnlyOnce("last words");
        alice.assertUntroubled();
        bob.assertUntroubled();
        node("d").stop();
    }

    private static int unreadable(Talker talker) {
        return unreadable(talker, ROOM);
    }

    private static int unreadable(Talker talker, RoomRef.Open room) {
        return talker.all(ClientEvent.BeforeJoining.class).stream()
                .filter(before -> before.room().equals(room))
                .mapToInt(ClientEvent.BeforeJoining::count)
                .sum();
    }

    /** Same messages in the same order for both (I1), none twice (I3), causes first (I4), each one's own in order (I5). */
    private static void assertSameRoom(RoomRef.Open room, Talker one, Talker two) {
        assertThat(one.historyIds(room)).isEqualTo(two.historyIds(room)).doesNotHaveDuplicates();
        for (Talker each : new Talker[] {one, two}) {
            each.assertUntroubled();
            assertThat(each.texts(room)).doesNotHaveDuplicates();
            assertThat(new TreeSet<>(each.texts(room))).isEqualTo(new TreeSet<>(each.history(room)));
        }
        assertCausesFirst(one.texts(room), two.texts(room), one.client().me().name());
        assertCausesFirst(two.texts(room), one.texts(room), two.client().me().name());
    }

    /** What an author had seen before a text of theirs, the other has seen before it too. */
    private static void assertCausesFirst(List<String> author, List<String> other, String name) {
        Map<String, Integer> places = new HashMap<>();
        for (String text : other) {
            places.put(text, places.size());
        }
        int latest = -1;
        for (String text : author) {
            int place = places.get(text);
            if (text.startsWith(name)) {
                assertThat(place).as("what came before '%s'", text).isGreaterThan(latest);
            }
            latest = Math.max(latest, place);
        }
    }

    private static String last(List<String> all) {
        return all.get(all.size() - 1);
    }

    private static <T> List<T> tail(List<T> all, int size) {
        return all.subList(all.size() - size, all.size());
    }
}
