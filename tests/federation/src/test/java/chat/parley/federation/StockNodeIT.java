package chat.parley.federation;

import static chat.parley.nodes.Talker.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.RoomRef;
import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.StockNode;
import chat.parley.nodes.Talker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar payara-micro.jar --deploy parley.war --port N}: that is all it takes. */
@ExtendWith(StockNode.class)
class StockNodeIT {
    private static final RoomRef.Open ROOM = RoomRef.open("stock");

    @Test
    @DisplayName("A node with nothing configured serves clients at once, from a data folder and a domain of its own")
    void stockNode_servesClients(NodeProcess node, @TempDir Path people) throws Exception {
        try (Talker alice = Talker.in(ROOM, people.resolve("alice"), "alice", node.url());
                Talker bob = Talker.in(ROOM, people.resolve("bob"), "bob", node.url())) {
            Eventually.within(SOON, () -> assertThat(alice.members(ROOM)).containsExactly("alice", "bob"));
            alice.say(ROOM, "hello");
            Eventually.within(SOON, () -> assertThat(bob.texts(ROOM)).containsExactly("hello"));
        }

        Path data = node.folder().resolve("parley-data");
        assertThat(data).isDirectory();
        for (String key : new String[] {"server.key", "domain.key"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(key))))
                    .isEqualTo("rw-------");
        }
        assertThat(node.log()).anyMatch(line -> line.contains("parley: ready at ws://"));
    }
}
