package chat.parley.server.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path folder;

    @Test
    void folder_thatIsNotThere_isMade() throws Exception {
        Path wanted = folder.resolve("a/b");
        try (DataFolder data = DataFolder.open(wanted)) {
            assertThat(data.path()).isDirectory();
        }
    }

    @Test
    void folder_inUse_isRefusedUntilFree() throws Exception {
        DataFolder first = DataFolder.open(folder);
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> DataFolder.open(folder))
                .withMessageContaining("in use by another node");
        first.close();
        DataFolder.open(folder).close();
    }

    @Test
    void folder_belowAFile_isRefused() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> DataFolder.open(file.resolve("data")))
                .satisfies(e -> assertThat(e.line()).contains(Settings.DATA));
    }
}
