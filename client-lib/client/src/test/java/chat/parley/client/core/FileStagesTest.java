package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.ClientEvent.FileProgress;
import chat.parley.client.ClientEvent.FileProgress.Stage;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import chat.parley.client.TransferLimits;
import chat.parley.protocol.fixture.TestKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client tells of files that do not move yet, and of those that a server does not take. */
class FileStagesTest {
    private static final RoomRef.Open ROOM = RoomRef.open("room");
    private static final byte[] TEXT = "all of it".getBytes(StandardCharsets.UTF_8);
    private static final String FULL =
            "{\"code\":\"QUOTA_EXCEEDED\",\"reason\":\"this server keeps\\u001b[2J at most 7 bytes"
                    + " (its operator sets parley.blobs.user.bytes)\"}";

    @TempDir
    private Path folder;

    private final List<Runnable> running = new ArrayList<>();
    private World world;
    private World.Server server;
    private World.Client bob;

    @BeforeEach
    void begin() {
        world = new World(TestKeys.CRYPTO);
        server = world.server("ws://a");
        bob = world.client("bob", server);
        bob.join(ROOM);
    }

    private World.Client anna() {
        World.Client anna = world.client("anna", server);
        anna.join(ROOM);
        return anna;
    }

    private Path work() {
        return folder.resolve("anna");
    }

    private static SharedFiles.Outgoing file(String name, SharedFiles.Source source) {
        return new SharedFiles.Outgoing(name, "text/plain", source);
    }

    private static SharedFiles.Source text() {
        return () -> new ByteArrayInputStream(TEXT);
    }

    private static List<Stage> stages(World.Client client, long number) {
        return client.all(FileProgress.class).stream()
                .filter(each -> each.number() == number)
                .map(FileProgress::stage)
                .distinct()
                .toList();
    }

    private void runAll() {
        List<Runnable> now = List.copyOf(running);
        running.clear();
        now.forEach(Runnable::run);
        world.pass(500);
    }

    @Test
    @DisplayName("A file is told of from the first moment: sealed, in line, waiting for a server, moving")
    void stages_areTold_fromTheFirstMoment() {
        world.filesIn(folder, running::add);
        world.limit(new TransferLimits(1, TransferLimits.STANDARD.maxBytes()));
        World.Client anna = anna();
        server.die();
        world.pass(1000);
        long first = anna.core.files().send(ROOM, file("a.txt", text()));
        long second = anna.core.files().send(ROOM, file("b.txt", text()));
        world.pass(500);
        assertThat(stages(anna, first)).containsExactly(Stage.SEALING);
        assertThat(stages(anna, second)).containsExactly(Stage.WAITING_TURN);
        assertThat(anna.all(FileProgress.class)).noneMatch(FileProgress::sealed);

        runAll();
        assertThat(stages(anna, first)).containsExactly(Stage.SEALING, Stage.WAITING_SERVER);
        assertThat(anna.all(FileProgress.class)).last().matches(each -> each.number() == second || each.sealed());
        assertThat(stages(anna, second)).contains(Stage.SEALING);

        server.dead = false;
        world.pass(20_000);
        while (!running.isEmpty()) {
            runAll();
        }
        world.pass(1000);
        assertThat(stages(anna, first)).contains(Stage.MOVING);
        assertThat(anna.all(ClientEvent.Sent.class)).extracting("number").contains(first, second);
    }

    @Test
    @DisplayName("What should move and does not is told as such after some seconds, once, and not while it is sealed")
    void stalled_isTold() {
        world.filesIn(folder, running::add);
        World.Client anna = anna();
        long number = anna.core.files().send(ROOM, file("a.txt", text()));
        world.pass(10_000);
        assertThat(stages(anna, number)).containsExactly(Stage.SEALING);
        running.remove(0).run();
        world.pass(4000);
        assertThat(stages(anna, number)).containsExactly(Stage.SEALING, Stage.MOVING);
        world.pass(60_000);
        assertThat(stages(anna, number)).containsExactly(Stage.SEALING, Stage.MOVING, Stage.STALLED);
        assertThat(anna.all(FileProgress.class))
                .filteredOn(each -> each.stage() == Stage.STALLED)
                .hasSize(1);
        runAll();
        assertThat(anna.all(ClientEvent.Sent.class)).extracting("number").containsExactly(number);
    }

    @Test
    @DisplayName(
            "A file that the server does not take is refused before anything of it is read; one of unknown size, in time")
    void tooLarge_isRefusedBeforeItIsSealed() throws IOException {
        world.filesIn(folder);
        world.blobs.maxBytes = 4096;
        World.Client anna = anna();
        anna.core.files().send(ROOM, file("a.txt", text()));
        world.pass(1000);
        assertThat(anna.all(ClientEvent.FileFailed.class)).isEmpty();

        SharedFiles.Source unread = new SharedFiles.Source() {
            @Override
            public InputStream open() {
                return new InputStream() {
                    @Override
                    public int read() {
                        throw new AssertionError("it is read");
                    }
                };
            }

            @Override
            public OptionalLong size() {
                return OptionalLong.of(4097);
            }
        };
        anna.core.files().send(ROOM, file("large.iso", unread));
        anna.core.files().send(ROOM, file("endless", () -> new InputStream() {
            @Override
            public int read() {
                return 7;
            }
        }));
        world.pass(1000);
        assertThat(anna.all(ClientEvent.FileFailed.class)).extracting("code").containsExactly("TOO_LARGE", "TOO_LARGE");
        assertThat(anna.all(ClientEvent.FileFailed.class))
                .allSatisfy(failed -> assertThat(failed.reason()).contains("no file of more than 4096 bytes"));
        assertThat(world.blobs.asked).allMatch(request -> request.length() < 4096);
        try (Stream<Path> left = Files.list(work())) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    @DisplayName("The server's explanation of a refusal is passed on, and steers no screen")
    void refused_isExplained() {
        world.filesIn(folder);
        World.Client anna = anna();
        world.blobs.refuse(429, Map.of(), FULL);
        anna.core.files().send(ROOM, file("a.txt", text()));
        world.pass(1000);
        assertThat(anna.all(ClientEvent.FileFailed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.code()).isEqualTo("QUOTA");
            assertThat(failed.reason())
                    .isEqualTo("the server refuses: this server keeps [2J at most 7 bytes"
                            + " (its operator sets parley.blobs.user.bytes)");
        });
    }

    @Test
    @DisplayName("What the server takes later goes on by itself when the server said, not before")
    void retryAfter_isWaitedFor() {
        world.filesIn(folder);
        World.Client anna = anna();
        world.blobs.refuse(429, Map.of("Retry-After", "3600"), FULL);
        long number = anna.core.files().send(ROOM, file("a.txt", text()));
        world.pass(1000);
        assertThat(anna.all(ClientEvent.Problem.class)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("FILE_RESTS");
            assertThat(problem.text()).startsWith("a.txt: ").contains("at most 7 bytes", "by itself in 60 min");
        });
        assertThat(stages(anna, number)).last().isEqualTo(Stage.RESTING);
        world.blobs.relent();
        int asked = world.blobs.asked.size();
        world.pass(3_500_000);
        assertThat(world.blobs.asked).hasSize(asked);
        assertThat(anna.core.files().sending()).hasSize(1);
        world.pass(200_000);
        assertThat(anna.all(ClientEvent.Sent.class)).extracting("number").containsExactly(number);
        assertThat(anna.all(ClientEvent.FileFailed.class)).isEmpty();
    }

    @Test
    @DisplayName("A file that rests can be cancelled")
    void rests_canBeCancelled() {
        world.filesIn(folder);
        World.Client anna = anna();
        world.blobs.refuse(429, Map.of("Retry-After", "3600"), FULL);
        long number = anna.core.files().send(ROOM, file("a.txt", text()));
        world.pass(1000);
        anna.core.files().cancel(number);
        assertThat(anna.all(ClientEvent.FileFailed.class)).extracting("code").containsExactly("CANCELLED");
        assertThat(anna.core.files().sending()).isEmpty();
    }
}
