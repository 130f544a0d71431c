package chat.parley.federation;

import static chat.parley.nodes.Talker.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import chat.parley.nodes.Domain;
import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Ports;
import chat.parley.nodes.Talker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Files from person to person through three real nodes, of which one is killed. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedFilesIT {
    private static final int MIB = 1024 * 1024;
    private static final RoomRef.Open ROOM = RoomRef.open("photos");

    /** Of an upload that is begun anew on another node. */
    private static final Duration MOVED = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static final List<NodeProcess> NODES = new ArrayList<>();
    private static Talker anna;
    private static Talker bob;
    private static Path inbox;

    @BeforeAll
    static void start() throws IOException {
        Domain domain = Domain.create(folder.resolve("domain.key"));
        int[] ports = {Ports.free(), Ports.free(), Ports.free()};
        for (int port : ports) {
            Path data = folder.resolve("data" + port).toAbsolutePath();
            domain.issue(data, url(port));
            List<String> others = new ArrayList<>();
            for (int other : ports) {
                if (other != port) {
                    others.add(url(other));
                }
            }
            NODES.add(NodeProcess.with(
                    folder.resolve("node" + port),
                    port,
                    "parley.data=" + data,
                    "parley.url=" + url(port),
                    "parley.peers=" + String.join(",", others)));
        }
        NODES.forEach(NodeProcess::ready);
        inbox = Files.createDirectory(folder.resolve("inbox"));
        anna = Talker.in(ROOM, folder.resolve("anna"), "anna", url(ports[0]));
        bob = Talker.in(ROOM, folder.resolve("bob"), "bob", url(ports[2]));
        Eventually.within(SOON, () -> assertThat(anna.members(ROOM)).contains("bob"));
        // All nodes are linked when each is known.
        Eventually.within(
                SOON, () -> assertThat(anna.client().connection().known()).hasSize(3));
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable each : new AutoCloseable[] {anna, bob}) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                // Nothing is asserted here.
            }
        }
        NODES.forEach(NodeProcess::close);
    }

    @Test
    @Order(1)
    @DisplayName("I2: a file that was told in a room can be fetched when the node that took it is dead")
    void file_itsNodeDies_isFetchedFromAnother() throws IOException {
        byte[] photo = noise(5 * MIB, 1);
        long number = anna.client().files().send(ROOM, file("photo.jpg", photo));
        sent(number);
        NODES.get(0).kill();
        ClientEvent.Message offer = offered("photo.jpg");
        try (Stream<Path> saved = Files.list(inbox)) {
            assertThat(saved).isEmpty();
        }
        bob.client().files().accept(ROOM, offer.id(), inbox);
        Eventually.within(
                SOON,
                () -> assertThat(bob.all(ClientEvent.FileSaved.class))
                        .as("failures: %s", bob.all(ClientEvent.FileFailed.class))
                        .hasSize(1));
        assertThat(inbox.resolve("photo.jpg")).hasBinaryContent(photo);
        assertThat(bob.all(ClientEvent.FileProgress.class)).isNotEmpty();
    }

    @Test
    @Order(2)
    @DisplayName("I2: the node to which a file is being brought dies; the file goes on to another, and is told once")
    void upload_nodeDiesInTheMiddle_goesOn() {
        byte[] film = noise(60 * MIB, 2);
        NodeProcess present = NODES.stream()
                .filter(node -> node.url().equals(connected(anna)))
                .findFirst()
                .orElseThrow();
        long number = anna.client().files().send(ROOM, file("film.mp4", film));
        Eventually.within(
                SOON,
                () -> assertThat(anna.all(ClientEvent.FileProgress.class))
                        .anyMatch(progress -> progress.number() == number
                                && progress.stage() == ClientEvent.FileProgress.Stage.MOVING
                                && progress.done() > MIB));
        present.kill();
        sent(number);
        ClientEvent.Message offer = offered("film.mp4");
        bob.client().files().accept(ROOM, offer.id(), inbox);
        Eventually.within(MOVED, () -> assertThat(inbox.resolve("film.mp4")).hasBinaryContent(film));
        assertThat(bob.all(ClientEvent.Message.class)).hasSize(2);
    }

    private static String connected(Talker talker) {
        Eventually.within(SOON, () -> assertThat(talker.server()).isNotEmpty());
        return talker.server();
    }

    private static SharedFiles.Outgoing file(String name, byte[] bytes) {
        return new SharedFiles.Outgoing(
                name, "application/octet-stream", () -> new ByteArrayInputStream(bytes), Optional.empty(), "");
    }

    private static void sent(long number) {
        Eventually.within(
                MOVED,
                () -> assertThat(anna.all(ClientEvent.Stored.class))
                        .as(
                                "problems: %s %s",
                                anna.all(ClientEvent.Problem.class), anna.all(ClientEvent.FileFailed.class))
                        .anyMatch(stored -> stored.number() == number));
    }

    private static ClientEvent.Message offered(String name) {
        Eventually.within(SOON, () -> assertThat(offers(name)).hasSize(1));
        return offers(name).get(0);
    }

    private static List<ClientEvent.Message> offers(String name) {
        return bob.all(ClientEvent.Message.class).stream()
                .filter(message -> message.marks()
                        .file()
                        .filter(file -> file.name().equals(name))
                        .isPresent())
                .toList();
    }

    private static byte[] noise(int size, int seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String url(int port) {
        return "ws://127.0.0.1:" + port + "/parley";
    }
}
