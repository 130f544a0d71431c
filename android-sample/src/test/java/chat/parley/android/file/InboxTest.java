package chat.parley.android.file;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.id.EventId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where files lie that came. */
class InboxTest {
    private static final EventId MESSAGE = new EventId(new byte[EventId.BYTES]);
    private static final String FOLDER = MESSAGE.toString();

    @TempDir
    private Path place;

    private Inbox inbox;
    private Path file;

    @BeforeEach
    void begin() throws IOException {
        inbox = new Inbox(place.resolve("received").toFile());
        file = Files.write(inbox.folder(MESSAGE).resolve("a.txt"), new byte[] {1});
        Files.write(place.resolve("client.db"), new byte[] {2});
    }

    @Test
    @DisplayName("A50: by folder and name only files of the inbox are found, whatever is asked for")
    void find_staysInside() throws IOException {
        assertThat(inbox.find(FOLDER, "a.txt")).contains(file.toFile());
        assertThat(inbox.find(file)).contains(file.toFile());
        for (String name :
                new String[] {"../../client.db", "..", ".", "", "/etc/passwd", "../" + FOLDER + "/a.txt", "b"}) {
            assertThat(inbox.find(FOLDER, name)).as(name).isEmpty();
        }
        for (String folder : new String[] {"..", ".", "", "../received/" + FOLDER, "x".repeat(FOLDER.length())}) {
            assertThat(inbox.find(folder, "a.txt")).as(folder).isEmpty();
            assertThat(inbox.find(folder, "client.db")).as(folder).isEmpty();
        }
        Files.createSymbolicLink(file.resolveSibling("link"), place.resolve("client.db"));
        assertThat(inbox.find(FOLDER, "link")).as("a link that leads out").isEmpty();
        assertThat(inbox.find(place.resolve("client.db"))).isEmpty();
    }

    @Test
    @DisplayName("what belongs to a message goes with it, and all of it when somebody else will use the app")
    void discard_andClear_leaveNothing() {
        byte[] other = new byte[EventId.BYTES];
        other[0] = 1;
        Path kept = inbox.folder(new EventId(other));
        inbox.discard(MESSAGE);
        assertThat(file).doesNotExist();
        assertThat(kept).exists();
        inbox.discard(MESSAGE);
        inbox.clear();
        assertThat(place.resolve("received")).doesNotExist();
        assertThat(place.resolve("client.db")).exists();
    }
}
