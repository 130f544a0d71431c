package chat.parley.files;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.rules.OpenRoomRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("PROTOCOL.md, Files, between servers: a host fetches the files that its logs name")
class NamedFilesTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final int FILES = 1000;
    private static final int FILE_BYTES = 100;
    private static final Duration LONG = Duration.ofSeconds(180);

    @TempDir
    private Path folder;

    private final TestPerson anna = new TestPerson("anna");
    private final TestPerson mallory = new TestPerson("mallory");
    private final TestRoom room = new TestRoom("files");
    private FileNode one;
    private FileNode two;

    @BeforeEach
    void start() throws Exception {
        one = new FileNode(folder.resolve("one"));
        two = new FileNode(folder.resolve("two"));
        room.join(anna);
        room.join(mallory);
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    @Test
    @DisplayName("All of a thousand, though all events that name them come at once, and after a restart amid it")
    void events_nameThousandAtOnce_allFetched() throws Exception {
        List<BlobId> ids = filesAtOne(FILES);
        name(anna, ids);
        FileNode.link(one, two);
        two.take(room.arrived());
        await().atMost(SOON).atMost(LONG).until(() -> atTwo(FILES / 10));
        two.stop();
        two.start();
        FileNode.link(one, two);
        // What was under way when it ended is asked for again after a while.
        two.clock.pass(Duration.ofSeconds(20));
        await().atMost(SOON).atMost(LONG).until(() -> atTwo(FILES));
    }

    @Test
    @DisplayName("A53: who names files that do not exist, without end, keeps nobody else's away, nor copies")
    void events_nameMadeUpFiles_othersCome() throws Exception {
        FileNode.link(one, two);
        name(
                mallory,
                Stream.generate(() -> new BlobId(CRYPTO.random(32)))
                        .limit(4 * FILES)
                        .toList());
        two.take(room.arrived());
        List<Event> before = room.arrived();
        List<BlobId> ids = filesAtOne(1);
        FileNode.link(one, two);
        name(anna, ids);
        List<Event> events = new ArrayList<>(room.arrived());
        events.removeAll(before);
        two.take(events);
        await().atMost(SOON).atMost(LONG).until(() -> atTwo(1));
        assertThat(two.requests).as("what would come back").isEmpty();
        assertThat(one.requests.size()).as("asked for before anna's").isLessThan(FILES);
        one.know(anna);
        byte[] copied = CRYPTO.random(FILE_BYTES);
        Raw.Answer kept = new Raw(one, one.token(anna)).put(Leftovers.id(copied), copied);
        assertThat(kept.json().getInt("servers")).isEqualTo(2);
    }

    @Test
    @DisplayName("One that came to the neighbour later than its name is asked for again")
    void file_comesLater_isFetchedThen() throws Exception {
        FileNode.link(one, two);
        byte[] late = CRYPTO.random(FILE_BYTES);
        name(anna, List.of(Leftovers.id(late)));
        two.take(room.arrived());
        await().atMost(SOON).until(() -> one.requests.contains("GET server"));
        one.know(anna);
        FileNode.cut(one, two);
        new Raw(one, one.token(anna)).put(Leftovers.id(late), late);
        FileNode.link(one, two);
        two.clock.pass(Duration.ofSeconds(20));
        await().atMost(SOON).atMost(LONG).until(() -> atTwo(1));
    }

    private boolean atTwo(long files) throws Exception {
        two.tick();
        return Leftovers.whole(two) >= files;
    }

    /** Files that are there as one starts. */
    private List<BlobId> filesAtOne(int count) throws Exception {
        one.stop();
        List<BlobId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(Leftovers.put(one, CRYPTO.random(FILE_BYTES)));
        }
        one.start();
        return ids;
    }

    private void name(TestPerson author, List<BlobId> ids) {
        for (int i = 0; i < ids.size(); i += 16) {
            List<BlobId> some = ids.subList(i, Math.min(ids.size(), i + 16)).stream()
                    .sorted()
                    .toList();
            Event event = new EventCodec(CRYPTO)
                    .sign(
                            new EventCodec.Draft(
                                    OpenRoomRules.NAME,
                                    EventClass.CONTENT,
                                    "message",
                                    author.device().author(),
                                    "{}",
                                    0,
                                    some),
                            room.replica().place(room.id(), author.device().id()),
                            author.device().signing());
            room.take(List.of(event));
        }
    }
}
