package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomException;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import chat.parley.client.TransferLimits;
import chat.parley.client.store.Table;
import chat.parley.protocol.fixture.TestKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are sent and fetched by clients. */
class FileDeskTest {
    private static final RoomRef.Open ROOM = RoomRef.open("room");
    private static final byte[] TEXT = "all of it".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private World world;
    private World.Server server;
    private World.Client anna;
    private World.Client bob;
    private Path inbox;

    @BeforeEach
    void begin() throws IOException {
        world = new World(TestKeys.CRYPTO);
        world.filesIn(folder.resolve("work"));
        server = world.server("ws://a");
        anna = world.client("anna", server);
        bob = world.client("bob", server);
        anna.join(ROOM);
        bob.join(ROOM);
        inbox = Files.createDirectory(folder.resolve("inbox"));
    }

    private static SharedFiles.Outgoing file(String name) {
        return new SharedFiles.Outgoing(
                name, "text/plain", () -> new ByteArrayInputStream(TEXT), Optional.empty(), "look");
    }

    private ClientEvent.Message sent(String name) {
        anna.core.files().send(ROOM, file(name));
        world.pass(1000);
        List<ClientEvent.Message> all = bob.all(ClientEvent.Message.class);
        return all.get(all.size() - 1);
    }

    private List<String> inbox() {
        try (Stream<Path> files = Files.list(inbox)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path work(World.Client client) {
        return folder.resolve("work").resolve(client.name());
    }

    private static boolean empty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    @Test
    @DisplayName(
            "A file is told, with its caption, when it is at the servers; nothing is fetched before it is accepted")
    void send_isTold_andFetchedOnlyWhenAccepted() throws IOException {
        long number = anna.core.files().send(ROOM, file("notes.txt"));
        assertThat(anna.all(ClientEvent.Sent.class)).isEmpty();
        world.pass(1000);
        assertThat(anna.all(ClientEvent.Sent.class)).extracting("number").containsExactly(number);
        assertThat(anna.all(ClientEvent.Stored.class)).extracting("number").containsExactly(number);
        int sent = anna.heard.indexOf(anna.all(ClientEvent.Sent.class).get(0));
        assertThat(anna.heard.subList(sent, anna.heard.size()))
                .as("with its message it is across, and no longer under way")
                .hasAtLeastOneElementOfType(ClientEvent.Stored.class)
                .doesNotHaveAnyElementsOfTypes(ClientEvent.FileProgress.class);
        ClientEvent.Message message = bob.all(ClientEvent.Message.class).get(0);
        assertThat(message.text()).isEqualTo("look");
        assertThat(message.marks().file())
                .contains(new ClientEvent.Attachment("notes.txt", "text/plain", TEXT.length, Optional.empty()));
        world.pass(60_000);
        assertThat(world.blobs.asked).noneMatch(request -> request.method().equals("GET"));
        assertThat(inbox()).isEmpty();

        long accepted = bob.core.files().accept(ROOM, message.id(), inbox);
        assertThat(bob.core.files().list(ROOM, 10)).extracting("state").containsExactly(SharedFiles.State.COMING);
        world.pass(1000);
        Path saved = inbox.resolve("notes.txt");
        assertThat(bob.all(ClientEvent.FileSaved.class))
                .containsExactly(new ClientEvent.FileSaved(ROOM, accepted, message.id(), saved));
        assertThat(bob.all(ClientEvent.FileProgress.class)).isNotEmpty().allMatch(each -> each.number() == accepted);
        assertThat(Files.readAllBytes(saved)).isEqualTo(TEXT);
        assertThat(bob.core.files().list(ROOM, 10)).extracting("saved").containsExactly(Optional.of(saved));
        assertThat(empty(work(anna)) && empty(work(bob))).isTrue();
    }

    @Test
    @DisplayName("PROTOCOL.md, Files: the header of the message names the blob to the servers")
    void header_namesTheBlob() {
        ClientEvent.Message message = sent("notes.txt");
        assertThat(world.ledger
                        .store()
                        .find(message.id())
                        .orElseThrow()
                        .header()
                        .blobs())
                .extracting(Object::toString)
                .containsExactlyElementsOf(world.blobs.held.keySet());
    }

    @Test
    @DisplayName("I2: a file that is sealed outlives a crash of its sender, and is told once when a server is back")
    void crash_beforeTheServersHaveIt_goesOn() throws IOException {
        server.die();
        world.pass(1000);
        long number = anna.core.files().send(ROOM, file("notes.txt"));
        world.pass(1000);
        assertThat(world.blobs.held).isEmpty();
        anna.crash();
        world.pass(1000);
        assertThat(anna.core.files().sending())
                .containsExactly(new SharedFiles.Sending(
                        ROOM,
                        number,
                        new ClientEvent.Attachment("notes.txt", "text/plain", TEXT.length, Optional.empty()),
                        "look"));
        server.dead = false;
        world.pass(20_000);
        assertThat(bob.all(ClientEvent.Message.class))
                .extracting(message -> message.marks().file().orElseThrow().name())
                .containsExactly("notes.txt");
        assertThat(anna.core.files().sending()).isEmpty();
        anna.crash();
        world.pass(20_000);
        assertThat(bob.all(ClientEvent.Message.class)).hasSize(1);
        assertThat(empty(work(anna))).isTrue();
    }

    @Test
    @DisplayName("What is offered is there after a restart, in the history too, and can be accepted then")
    void restart_offersStay() {
        ClientEvent.Message message = sent("notes.txt");
        bob.crash();
        world.pass(5000);
        assertThat(bob.core.history(ROOM, 10)).containsExactly(message);
        assertThat(bob.core.files().list(ROOM, 10)).extracting("message").containsExactly(message);
        bob.core.files().accept(ROOM, message.id(), inbox);
        world.pass(1000);
        assertThat(inbox()).containsExactly("notes.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "/etc/passwd",
                "..\\..\\boot.ini",
                "C:\\boot.ini",
                "..",
                ".",
                "NUL",
                "con.txt",
                "report.",
                "report.txt ",
                "-rf",
                ".bashrc",
                "photo\u202egpj.exe",
                "a:b",
                "$(touch x)",
                "x;rm -rf ~"
            })
    @DisplayName("A50, A51: whatever a file is called, it is saved in the chosen folder, under a harmless name")
    void accept_hostileName_staysInTheFolder(String name) {
        ClientEvent.Message message = sent(name);
        bob.core.files().accept(ROOM, message.id(), inbox);
        world.pass(1000);
        assertThat(inbox()).singleElement().asString().matches("[\\p{L}\\p{N}_(][\\p{L}\\p{N}\\-_.() ]*[^. ]");
        assertThat(inbox().get(0).split("\\.")[0])
                .isNotEqualToIgnoringCase("con")
                .isNotEqualToIgnoringCase("nul");
    }

    @Test
    @DisplayName("A50: a name of more than 255 bytes, or with control characters, is no name; one of 255 is cut")
    void send_nameOfTheWrongSize_isRefused() {
        String longest = "x".repeat(251) + ".txt";
        ClientEvent.Message message = sent(longest);
        bob.core.files().accept(ROOM, message.id(), inbox);
        world.pass(1000);
        assertThat(inbox()).singleElement().asString().hasSizeLessThan(100).endsWith(".txt");
        for (String wrong : List.of("", "x".repeat(300), "\u00e4".repeat(128), "a\nb", "\u0000")) {
            assertThatThrownBy(() -> anna.core.files().send(ROOM, file(wrong)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("A50: nothing is overwritten, and no link is followed: the next free name is taken")
    void accept_nameIsTaken_isCounted() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "mine");
        Files.writeString(inbox.resolve("notes.txt"), "mine");
        Files.createSymbolicLink(inbox.resolve("notes (2).txt"), victim);
        Files.createSymbolicLink(inbox.resolve("notes (3).txt"), folder.resolve("nowhere"));
        ClientEvent.Message message = sent("notes.txt");
        bob.core.files().accept(ROOM, message.id(), inbox);
        world.pass(1000);
        assertThat(inbox.resolve("notes (4).txt")).hasBinaryContent(TEXT);
        assertThat(inbox.resolve("notes.txt")).hasContent("mine");
        assertThat(victim).hasContent("mine");
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    @DisplayName("A52: of a file that is not the one that the message is about nothing is saved")
    void accept_damaged_savesNothing() {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            world.filesIn(folder.resolve("work"), threads);
            World.Client carl = world.client("carl", server);
            carl.join(ROOM);
            ClientEvent.Message message = sent("notes.txt");
            world.blobs.damage();
            carl.core.files().accept(ROOM, message.id(), inbox);
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                world.pass(Connection.TICK_MILLIS);
                return !carl.all(ClientEvent.FileFailed.class).isEmpty();
            });
            assertThat(carl.all(ClientEvent.FileFailed.class))
                    .extracting("code")
                    .containsExactly("DAMAGED");
            assertThat(carl.core.files().list(ROOM, 10)).extracting("state").containsExactly(SharedFiles.State.OFFERED);
            assertThat(inbox()).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("What is deleted can be fetched no more; what is rejected can, if one changes one's mind")
    void delete_and_reject() {
        ClientEvent.Message message = sent("notes.txt");
        bob.core.files().reject(ROOM, message.id());
        assertThat(bob.core.files().list(ROOM, 10)).extracting("state").containsExactly(SharedFiles.State.REJECTED);
        bob.core.files().accept(ROOM, message.id(), inbox);
        world.pass(1000);
        assertThat(inbox()).hasSize(1);
        anna.core.talk().delete(ROOM, message.id());
        world.pass(1000);
        assertThat(bob.core.files().list(ROOM, 10)).isEmpty();
        assertThat(bob.core.history(ROOM, 10).get(0).marks().file()).isEmpty();
        assertThatThrownBy(() -> bob.core.files().accept(ROOM, message.id(), inbox))
                .isInstanceOf(RoomException.class);
        assertThat(bob.store.rows(Table.MESSAGE).toString()).doesNotContain("commitment");
    }

    @Test
    @DisplayName("What waits in line can be cancelled: nothing is told in the room, and nothing left on the disk")
    void cancel_waiting_leavesNothing() throws IOException {
        server.die();
        world.pass(1000);
        long number = anna.core.files().send(ROOM, file("notes.txt"));
        world.pass(1000);
        anna.core.files().cancel(number);
        assertThat(anna.all(ClientEvent.FileFailed.class)).extracting("code").containsExactly("CANCELLED");
        server.dead = false;
        world.pass(20_000);
        assertThat(bob.all(ClientEvent.Message.class)).isEmpty();
        assertThat(empty(work(anna))).isTrue();
    }

    @Test
    @DisplayName("A client moves no larger file than it was told to: neither sent nor fetched, said with a stable code")
    void file_overTheLimit_isNotMoved() {
        ClientEvent.Message offer = sent("a.txt");
        world.limit(new TransferLimits(3, TEXT.length - 1));
        World.Client cleo = world.client("cleo", server);
        cleo.join(ROOM);
        long sent = cleo.core.files().send(ROOM, file("b.txt"));
        world.pass(1000);
        assertThat(cleo.all(ClientEvent.FileFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.number()).isEqualTo(sent))
                .satisfies(failed -> assertThat(failed.code()).isEqualTo("OVER_LIMIT"));

        world.limit(new TransferLimits(3, TEXT.length));
        World.Client dora = world.client("dora", server);
        dora.join(ROOM);
        dora.core.files().send(ROOM, file("c.txt"));
        world.pass(1000);
        assertThat(dora.all(ClientEvent.FileFailed.class)).isEmpty();
        ClientEvent.Message heard = cleo.all(ClientEvent.Message.class).stream()
                .filter(message -> message.marks().file().isPresent())
                .findFirst()
                .orElseThrow();
        long fetched = cleo.core.files().accept(ROOM, heard.id(), inbox);
        world.pass(1000);
        assertThat(cleo.all(ClientEvent.FileFailed.class))
                .last()
                .satisfies(failed -> assertThat(failed.number()).isEqualTo(fetched))
                .satisfies(failed -> assertThat(failed.code()).isEqualTo("OVER_LIMIT"));
        assertThat(inbox()).isEmpty();
        bob.core.files().accept(ROOM, offer.id(), inbox);
        world.pass(1000);
        assertThat(inbox()).containsExactly("a.txt");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    @DisplayName("So many files are moved at a time as the client was told, and the others wait in line")
    void files_asManyAtOnceAsToldTo(int atOnce) {
        List<Runnable> running = new ArrayList<>();
        world.filesIn(folder.resolve("work"), running::add);
        world.limit(new TransferLimits(atOnce, Long.MAX_VALUE >> 24));
        World.Client cleo = world.client("cleo", server);
        cleo.join(ROOM);
        for (int i = 0; i < 7; i++) {
            cleo.core.files().send(ROOM, file(i + ".txt"));
        }
        assertThat(running).hasSize(atOnce);
        running.remove(0).run();
        world.pass(1000);
        assertThat(running).hasSize(atOnce);
    }

    @Test
    void limits_thatAreNone_areRefused() {
        for (int atOnce : new int[] {-1, 0, TransferLimits.MAX_AT_ONCE + 1}) {
            assertThatThrownBy(() -> new TransferLimits(atOnce, 1)).isInstanceOf(IllegalArgumentException.class);
        }
        for (long most : new long[] {-1, 0, TransferLimits.STANDARD.maxBytes() + 1}) {
            assertThatThrownBy(() -> new TransferLimits(1, most)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
