package chat.parley.federation;

import static chat.parley.nodes.Talker.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.OwnedRooms;
import chat.parley.client.RoomRef;
import chat.parley.nodes.Domain;
import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Ports;
import chat.parley.nodes.Talker;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The story of a room with an owner, and of conversations of two, on two nodes. Each chapter begins where the one before
 * has ended.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OwnedRoomsIT {
    private static final Path FOLDER = Path.of(System.getProperty("run.dir"), "owned");
    private static final int PORT_A = Ports.free();
    private static final int PORT_B = Ports.free();
    private static final String URL_A = "ws://127.0.0.1:" + PORT_A + "/parley";
    private static final String URL_B = "ws://127.0.0.1:" + PORT_B + "/parley";

    private static NodeProcess a;
    private static NodeProcess b;
    private static Talker olga;
    private static Talker mia;
    private static Talker nils;
    private static Talker otto;
    private static RoomRef.Owned room;

    @BeforeAll
    static void start() {
        Domain domain = Domain.create(FOLDER.resolve("domain.key"));
        a = node(domain, "a", PORT_A, URL_A, URL_B);
        b = node(domain, "b", PORT_B, URL_B, URL_A);
        a.ready();
        b.ready();
        olga = Talker.open(FOLDER.resolve("olga"), "olga", URL_A);
        mia = Talker.open(FOLDER.resolve("mia"), "mia", URL_B);
        nils = Talker.open(FOLDER.resolve("nils"), "nils", URL_B);
        otto = Talker.open(FOLDER.resolve("otto"), "otto", URL_B);
    }

    @AfterAll
    static void tidy() {
        for (AutoCloseable each : new AutoCloseable[] {olga, mia, nils, otto, a, b}) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                // Nothing is asserted here.
            }
        }
    }

    @Test
    @Order(1)
    @DisplayName(
            "Invited by user id over two nodes: told without a word about where, enters, knows the name, both talk")
    void invited_overTwoNodes_talks() {
        room = olga.client().owned().create("Book club", Charter.History.NONE);
        joined(olga, room);
        olga.client().owned().invite(room, user(mia), Rank.MEMBER);
        Eventually.within(
                SOON,
                () -> assertThat(mia.client().owned().invited())
                        .extracting(OwnedRooms.Invited::room)
                        .containsExactly(room));
        mia.client().owned().enter(room);
        joined(mia, room);
        Eventually.within(
                SOON,
                () -> assertThat(mia.client().room(room).orElseThrow().title()).isEqualTo("Book club"));
        olga.say(room, "welcome");
        read(mia, room, "welcome");
        mia.say(room, "thank you");
        read(olga, room, "thank you");
    }

    @Test
    @Order(2)
    @DisplayName("A link lets a third person in, and none when it is revoked")
    void link_letsIn() {
        String link = olga.client().owned().link(room, Rank.MEMBER);
        nils.client().owned().enter(link);
        joined(nils, room);
        nils.say(room, "by the link");
        read(olga, room, "by the link");
        read(mia, room, "by the link");
        OwnedRooms.Invitation open = olga.client().owned().invitations(room).stream()
                .filter(invitation -> invitation.user().isEmpty())
                .findFirst()
                .orElseThrow();
        olga.client().owned().revoke(room, open.id());
        // Mia is at the other node: by what she sees there the link is taken back.
        Eventually.within(
                SOON, () -> assertThat(mia.client().owned().invitations(room)).isEmpty());
        otto.client().owned().enter(link);
        Eventually.within(
                SOON,
                () -> assertThat(otto.all(ClientEvent.Problem.class))
                        .extracting(ClientEvent.Problem::code)
                        .contains("NOT_INVITED"));
        olga.say(room, "not for otto");
        read(nils, room, "not for otto");
        assertThat(otto.all(ClientEvent.Joined.class)).isEmpty();
        for (Talker each : List.of(olga, mia, nils)) {
            assertThat(each.members(room)).containsExactly("mia", "nils", "olga");
        }
    }

    @Test
    @Order(3)
    @DisplayName("I7: who was kicked is told, and reads nothing that is said after")
    void kicked_readsNothingAfter() {
        olga.client().owned().kick(room, user(mia));
        Eventually.within(
                SOON, () -> assertThat(mia.all(ClientEvent.Removed.class)).hasSize(1));
        Eventually.within(SOON, () -> assertThat(nils.members(room)).containsExactly("nils", "olga"));
        olga.say(room, "without her");
        read(nils, room, "without her");
        nils.say(room, "indeed");
        read(olga, room, "indeed");
        assertThat(mia.texts(room)).doesNotContain("without her", "indeed");
        assertThat(mia.history(room)).contains("welcome", "by the link");
    }

    @Test
    @Order(4)
    @DisplayName("A conversation of two is one on both sides, entered unasked by who was met before")
    void conversation_ofTwo_isOne() {
        RoomRef.Owned two = olga.client().owned().with(user(nils));
        olga.say(two, "between us");
        read(nils, two, "between us");
        assertThat(nils.client().owned().with(user(olga))).isEqualTo(two);
        nils.say(two, "yes");
        read(olga, two, "yes");
        assertThat(nils.all(ClientEvent.Invitation.class)).isEmpty();
    }

    @Test
    @Order(5)
    @DisplayName("A node dies: all are on the other, and somebody is invited there, enters and talks")
    void failover_invitedAfterIt_talks() {
        a.kill();
        Eventually.within(SOON, () -> assertThat(olga.server()).isEqualTo(URL_B));
        olga.client().owned().invite(room, user(mia), Rank.GUEST);
        Eventually.within(SOON, () -> assertThat(mia.client().owned().invited()).isNotEmpty());
        mia.client().owned().enter(room);
        // What is said before she is seen to be in is not for her.
        Eventually.within(SOON, () -> assertThat(olga.members(room)).contains("mia"));
        olga.say(room, "after the fall");
        read(mia, room, "after the fall");
        read(nils, room, "after the fall");
        for (Talker each : new Talker[] {olga, mia, nils}) {
            assertThat(each.all(ClientEvent.Unreadable.class)).isEmpty();
        }
    }

    private static NodeProcess node(Domain domain, String name, int port, String url, String peer) {
        Path data = FOLDER.resolve(name).toAbsolutePath();
        domain.issue(data, url);
        return NodeProcess.with(
                FOLDER.resolve("node-" + name),
                port,
                "parley.data=" + data,
                "parley.url=" + url,
                "parley.peers=" + peer);
    }

    private static UserId user(Talker talker) {
        return talker.client().me().user();
    }

    private static void joined(Talker talker, RoomRef ref) {
        Eventually.within(
                SOON,
                () -> assertThat(talker.all(ClientEvent.Joined.class))
                        .anyMatch(event -> event.room().equals(ref)));
    }

    private static void read(Talker talker, RoomRef ref, String text) {
        Eventually.within(SOON, () -> assertThat(talker.texts(ref)).contains(text));
    }
}
