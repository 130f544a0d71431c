package chat.parley.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.frame.BlobCopy;
import chat.parley.protocol.frame.BlobKept;
import chat.parley.protocol.id.BlobId;
import chat.parley.server.blob.BlobLimits;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Files: between servers")
class FileSpreadingTest extends ServingNodes {
    @Test
    @DisplayName("A42: a file that nobody has is asked for one link far, and no question comes back")
    void get_nobodyHasIt_asksOnceEach() throws Exception {
        FileNode one = node(BlobLimits.STANDARD);
        FileNode two = node(BlobLimits.STANDARD);
        FileNode three = node(BlobLimits.STANDARD);
        FileNode.linkAll(one, two, three);
        byte[] blob = sealed(100);
        assertThat(raw(one, anna).get(id(blob)).code()).isEqualTo("NOT_FOUND");
        assertThat(raw(one, anna).get(id(blob)).code()).as("at once again").isEqualTo("NOT_FOUND");
        assertThat(two.requests).containsExactly("GET server");
        assertThat(three.requests).containsExactly("GET server");
        assertThat(one.requests).containsOnly("GET person");
    }

    @Test
    @DisplayName("What a linked server has comes from there when somebody here asks, once for all who ask")
    void get_elsewhere_isFetched() throws Exception {
        FileNode one = node(BlobLimits.STANDARD);
        FileNode two = node(BlobLimits.STANDARD);
        byte[] blob = sealed(3_000_000);
        assertThat(raw(one, anna).put(id(blob), blob).json().getInt("servers")).isEqualTo(1);
        assertThat(raw(two, ben).get(id(blob)).code()).as("not linked").isEqualTo("NOT_FOUND");
        FileNode.link(one, two);
        BlobId id = id(blob);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(raw(two, ben).get(id).body()).isEqualTo(blob));
        assertThat(one.requests.stream().filter("GET server"::equals)).hasSize(1);
    }

    @Test
    @DisplayName("A43, A51: a linked server that gives another file under the name is found out; the next one is asked")
    void get_linkedServerLies_nextIsAsked() throws Exception {
        FileNode liar = node(BlobLimits.STANDARD);
        FileNode honest = node(BlobLimits.STANDARD);
        FileNode asker = node(BlobLimits.STANDARD);
        byte[] blob = sealed(50_000);
        for (FileNode each : List.of(liar, honest)) {
            raw(each, anna).put(id(blob), blob);
        }
        byte[] lie = blob.clone();
        lie[1000] ^= 1;
        Files.write(files(liar).get(0), lie);
        FileNode.link(asker, liar);
        assertThat(raw(asker, ben).get(id(blob)).code()).isEqualTo("NOT_FOUND");
        assertThat(files(asker)).isEmpty();
        FileNode.link(asker, honest);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(raw(asker, ben).get(id(blob)).body()).isEqualTo(blob));
    }

    @Test
    @DisplayName("A server that cannot copy says so, and is asked to finish again when it can")
    void put_cannotBeCopied_saidAndFinishedLater() throws Exception {
        FileNode one = node(BlobLimits.STANDARD);
        FileNode tiny = node(
                new BlobLimits(KIB, 1000 * KIB, 1000 * KIB, 1000 * KIB, 0, Duration.ofDays(1), Duration.ofHours(1)));
        FileNode.link(one, tiny);
        byte[] blob = sealed(50_000);
        Raw raw = raw(one, anna);
        Raw.Answer refused = raw.put(id(blob), blob);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("NOT_COPIED");
        assertThat(raw.head(id(blob)).header("Upload-Complete")).contains("?1");
        FileNode two = node(BlobLimits.STANDARD);
        FileNode.link(one, two);
        Raw.Answer finished = raw.finish(id(blob), blob.length);
        assertThat(finished.status()).isEqualTo(200);
        assertThat(finished.json().getInt("servers")).isEqualTo(2);
        assertThat(raw(two, ben).get(id(blob)).body()).isEqualTo(blob);
    }

    @Test
    @DisplayName("A40: a server that is asked for a copy, or is told of one, believes only who is linked")
    void copy_forged_changesNothing() throws Exception {
        FileNode one = node(BlobLimits.STANDARD);
        FileNode two = node(BlobLimits.STANDARD);
        byte[] blob = sealed(1000);
        one.hears(two, new BlobCopy(id(blob).toString(), 1000));
        one.hears(two, new BlobKept(id(blob).toString(), true));
        assertThat(files(one)).isEmpty();
        assertThat(two.requests).isEmpty();
        assertThat(raw(one, anna).put(id(blob), blob).json().getInt("servers"))
                .as("who has only claimed to have it does not count")
                .isEqualTo(1);
    }

    @Test
    @DisplayName(
            "A file that a hosted log names is fetched by itself, and kept as long as the operator says; another a day")
    void event_namesFile_fetchedAndKept() throws Exception {
        BlobLimits limits = new BlobLimits(
                BlobLimits.MAX_BYTES,
                BlobLimits.USER_BYTES,
                BlobLimits.USER_DAY_BYTES,
                BlobLimits.STORE_BYTES,
                0,
                Duration.ofDays(30),
                Duration.ofHours(24));
        FileNode one = node(limits);
        FileNode two = node(limits);
        byte[] named = sealed(1000);
        byte[] other = sealed(2000);
        byte[] begun = sealed(3000);
        raw(one, anna).put(id(named), named);
        raw(one, anna).put(id(other), other);
        raw(one, anna).put(id(begun), begun, 0, 100);
        FileNode.link(one, two);
        TestRoom room = new TestRoom("files");
        room.join(anna);
        Event event = naming(room, id(named));
        for (FileNode each : List.of(one, two)) {
            List<Event> events = new ArrayList<>(room.arrived());
            events.removeAll(anna.events());
            events.add(event);
            each.take(events);
        }
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(raw(two, ben).head(id(named)).status()).isEqualTo(200));
        assertThat(files(two)).hasSize(1);

        one.clock.pass(Duration.ofHours(25));
        one.tick();
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(files(one)).as("the file that is named").hasSize(1));
        assertThat(raw(one, ben).head(id(named)).status()).isEqualTo(200);
        one.clock.pass(Duration.ofDays(31));
        one.tick();
        await().atMost(SOON).untilAsserted(() -> assertThat(files(one)).isEmpty());
        assertThat(raw(one, ben).head(id(named)).status()).isEqualTo(404);
    }
}
