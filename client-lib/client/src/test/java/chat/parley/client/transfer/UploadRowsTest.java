package chat.parley.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.store.MemoryClientStore;
import chat.parley.protocol.blob.BlobRef;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.id.BlobId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadRowsTest {
    private static final BlobRef BLOB = new BlobRef(
            new BlobId(new byte[BlobId.BYTES]),
            TestKeys.secret("file"),
            TestKeys.CRYPTO.hash(Label.BLOB_COMMITMENT),
            1);

    @TempDir
    private Path home;

    private final MemoryClientStore store = new MemoryClientStore();

    @Test
    @DisplayName(
            "I2: a sealed file that waits is gone on with, and not swept, when its folder is found by another path")
    void folder_byAnotherPath_filesAreThere() throws Exception {
        Path before = Files.createDirectories(home.resolve("before"));
        Path sealed = Files.writeString(before.resolve("sealed"), "sealed");
        Content.File file = new Content.File(BLOB, "notes.txt", "text/plain", Optional.empty(), "");
        new UploadRows(store, before).put(new UploadRows.Upload(7, "room", file, sealed.toString()));
        Path after = Files.move(before, home.resolve("after"));
        Files.writeString(after.resolve("nobody's"), "left over");

        Set<String> spools = new HashSet<>();
        new UploadRows(store, after).all().forEach(each -> spools.add(each.spool()));
        new WorkFolder(after).sweep(spools, 0);

        assertThat(spools).containsExactly(after.resolve("sealed").toString());
        assertThat(after).isDirectoryContaining("glob:**/sealed").isDirectoryNotContaining("glob:**/nobody's");
    }
}
