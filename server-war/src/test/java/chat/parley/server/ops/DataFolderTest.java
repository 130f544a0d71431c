package chat.parley.server.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
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
    @DisplayName("A65: a folder that is made is for this user alone, as keys lie in it")
    void folder_thatIsMade_isNobodyElses() throws Exception {
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path wanted = folder.resolve("data");
        DataFolder.open(wanted).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(wanted)))
                .isEqualTo("rwx------");
        DataFolder.open(wanted).close();
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
