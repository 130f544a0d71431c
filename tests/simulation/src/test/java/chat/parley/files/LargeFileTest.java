package chat.parley.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Once with a file that is only larger than the memory; with {@code -Pnightly} one of 2 GiB. */
class LargeFileTest {
    private static final String MIB = System.getProperty("parley.files.mib", "64");
    private static final String HEAP = "-Xmx40m";
    private static final long PATIENCE_MINUTES = 30;

    @TempDir
    private Path folder;

    @Test
    @DisplayName(
            "I9: a file larger than the memory goes through client and nodes; what they hold does not grow with it")
    void file_largerThanTheHeap_goesThrough() throws Exception {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeFile.class.getName(),
                        MIB,
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
