package chat.parley.federation;

import static chat.parley.nodes.Talker.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.Contacts;
import chat.parley.client.Devices;
import chat.parley.client.RoomRef;
import chat.parley.nodes.Domain;
import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Ports;
import chat.parley.nodes.Talker;
import chat.parley.protocol.id.DeviceId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two nodes of one domain that are not linked: to a client it is as if the one kept back what the other knows. */
class SecondServerIT {
    private static final Path FOLDER = Path.of(System.getProperty("run.dir"), "second");
    private static final int PORT_A = Ports.free();
    private static final int PORT_B = Ports.free();
    private static final String URL_A = "ws://127.0.0.1:" + PORT_A + "/parley";
    private static final String URL_B = "ws://127.0.0.1:" + PORT_B + "/parley";
    private static final RoomRef.Open ROOM = RoomRef.open("second-server");
    private static final char[] NONE = {};

    private static final Duration IN_TIME = Duration.ofMinutes(3);

    private static NodeProcess a;
    private static NodeProcess b;

    @BeforeAll
    static void start() {
        Domain domain = Domain.create(FOLDER.resolve("domain.key"));
        a = node(domain, "a", PORT_A, URL_A);
        b = node(domain, "b", PORT_B, URL_B);
        a.ready();
        b.ready();
    }

    @AfterAll
    static void tidy() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {a, b}) {
            if (each != null) {
                each.close();
            }
        }
    }

    @Test
    @DisplayName(
            "A43: PROTOCOL.md, Section 17: a revocation that only a second server knows is learned there, and the device"
                    + " gets nothing more")
    void revocation_onlyAtTheSecondServer_isActedOn() {
        try (Talker alice = Talker.in(ROOM, FOLDER.resolve("alice"), "alice", URL_A, URL_B);
                Talker phone = Talker.open(FOLDER.resolve("phone"), "phone", URL_A)) {
            DeviceId stolen;
            try (Talker bob = Talker.in(ROOM, FOLDER.resolve("bob"), "bob", URL_A)) {
                Eventually.within(SOON, () -> assertThat(phone.server()).isEqualTo(URL_A));
                String code = done(bob.client().devices().add(NONE));
                bob.say(ROOM, "the server has the device when it has this");
                Eventually.within(SOON, () -> assertThat(alice.texts(ROOM)).hasSize(1));
                done(phone.client().devices().become(code));
                phone.join(ROOM);
                stolen = phone.client().devices().list().stream()
                        .filter(Devices.Device::self)
                        .findFirst()
                        .orElseThrow()
                        .id();
                alice.say(ROOM, "for all");
                Eventually.within(SOON, () -> assertThat(phone.texts(ROOM)).contains("for all"));
            }
            try (Talker bob = Talker.open(FOLDER.resolve("bob"), "bob", URL_B)) {
                Eventually.within(SOON, () -> assertThat(bob.server()).isEqualTo(URL_B));
                done(bob.client().devices().revoke(stolen, NONE));
                assertThat(alice.server()).isEqualTo(URL_A);
                assertThat(alice.all(ClientEvent.DeviceChanged.class)).allMatch(ClientEvent.DeviceChanged::added);

                // The second server has it at some time, and is asked once a minute at most.
                Eventually.within(IN_TIME, () -> {
                    alice.client().contacts().compare(bob.client().me().user());
                    assertThat(alice.all(ClientEvent.DeviceChanged.class))
                            .anyMatch(each ->
                                    !each.added() && each.person().name().equals("bob"));
                });
            }
            Eventually.within(
                    SOON,
                    () -> assertThat(alice.client().contacts().comparison().outcome())
                            .isEqualTo(Contacts.Outcome.DONE));
            Contacts.Compared last =
                    alice.client().contacts().comparison().last().orElseThrow();
            assertThat(last.server()).isEqualTo(URL_B);
            assertThat(last.identities()).isEqualTo(2);
            alice.say(ROOM, "not for the thief");
            // The room at the first server is told, too: that the device is out.
            Eventually.within(
                    SOON,
                    () -> assertThat(phone.all(ClientEvent.Problem.class))
                            .extracting(ClientEvent.Problem::code)
                            .contains("PASSWORD_NEEDED"));
            Eventually.within(
                    SOON, () -> assertThat(alice.acknowledged()).containsExactly("for all", "not for the thief"));
            assertThat(phone.texts(ROOM)).contains("for all").doesNotContain("not for the thief");
            alice.assertConnected();
            assertThat(alice.server()).isEqualTo(URL_A);
            assertThat(alice.all(ClientEvent.Problem.class))
                    .extracting(ClientEvent.Problem::code)
                    .allMatch("IDENTITY_KEPT_BACK"::equals);
        }
    }

    private static NodeProcess node(Domain domain, String name, int port, String url) {
        Path data = FOLDER.resolve(name).toAbsolutePath();
        domain.issue(data, url);
        return NodeProcess.with(FOLDER.resolve("node-" + name), port, "parley.data=" + data, "parley.url=" + url);
    }

    private static <T> T done(CompletableFuture<T> future) {
        try {
            return future.get(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
