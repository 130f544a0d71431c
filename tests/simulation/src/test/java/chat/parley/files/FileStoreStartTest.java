package chat.parley.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.server.blob.BlobLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Files: a store that starts again")
class FileStoreStartTest extends ServingNodes {
    @Test
    @DisplayName(
            "What a crash leaves on the disk and not in the database is nobody's and goes in time; a file that is gone is known to be")
    void start_afterCrash_folderAndDatabaseAgree() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        byte[] blob = sealed(1000);
        byte[] stray = sealed(1001);
        Leftovers.put(node, stray);
        node.stop();
        node.start();
        node.know(anna);
        assertThat(raw(node, anna).get(id(stray)).body()).isEqualTo(stray);
        node.clock.pass(Duration.ofHours(25));
        node.tick();
        await().atMost(SOON).untilAsserted(() -> assertThat(files(node)).isEmpty());
        raw(node, anna).put(id(blob), blob);
        Path file = files(node).get(0);
        Files.delete(file);
        assertThat(raw(node, anna).get(id(blob)).code()).isEqualTo("NOT_FOUND");
        assertThat(raw(node, anna).put(id(blob), blob).status()).isEqualTo(201);
    }

    @Test
    @DisplayName(
            "PROTOCOL.md, Files: a start with an empty or another database deletes no file; what a room names then stays")
    void start_withAnotherDatabase_filesStay() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        byte[] named = sealed(1000);
        byte[] other = sealed(2000);
        raw(node, anna).put(id(named), named);
        raw(node, anna).put(id(other), other);
        node.stop();
        Path old = Leftovers.takeDatabase(node, folder.resolve("old"));
        node.start();
        node.know(anna);
        assertThat(files(node)).hasSize(2);
        assertThat(raw(node, anna).get(id(named)).body()).isEqualTo(named);
        TestRoom room = new TestRoom("files");
        room.join(anna);
        List<Event> events = new ArrayList<>(room.arrived());
        events.removeAll(anna.events());
        events.add(naming(room, id(named)));
        node.take(events);
        node.stop();
        Leftovers.takeDatabase(node, folder.resolve("new"));
        Leftovers.giveDatabase(node, old);
        node.start();
        for (byte[] each : List.of(named, other)) {
            assertThat(raw(node, anna).get(id(each)).body()).as("the old one").isEqualTo(each);
        }
        node.stop();
        Leftovers.takeDatabase(node, folder.resolve("old again"));
        Leftovers.giveDatabase(node, folder.resolve("new"));
        node.start();
        node.clock.pass(Duration.ofHours(25));
        node.tick();
        await().atMost(SOON).untilAsserted(() -> assertThat(files(node)).hasSize(1));
        assertThat(raw(node, anna).get(id(named)).body()).isEqualTo(named);
    }
}
