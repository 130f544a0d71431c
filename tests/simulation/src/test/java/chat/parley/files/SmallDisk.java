package chat.parley.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** A file system of its own that has room for so much and no more: a real one, in memory. Only root on Linux can have it. */
final class SmallDisk implements AutoCloseable {
    private static final long SECONDS = 30;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts one; where that is not allowed, the test is skipped. */
    static SmallDisk mount(Path folder, int kib) throws Exception {
        Files.createDirectories(folder);
        boolean mounted = ran("mount", "-t", "tmpfs", "-o", "size=" + kib + "k", "tmpfs", folder.toString());
        assumeTrue(mounted, "a small file system cannot be mounted here: that takes root, on Linux");
        return new SmallDisk(folder);
    }

    /** Somebody else fills it, to the last byte. */
    void fill() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1024);
        try (FileChannel out =
                FileChannel.open(folder.resolve("filler"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (Files.getFileStore(folder).getUsableSpace() > 0) {
                out.write(bytes.clear());
            }
        } catch (IOException full) {
            assertThat(Files.getFileStore(folder).getUsableSpace()).isZero();
        }
    }

    /** And takes it away again. */
    void clear() throws IOException {
        Files.delete(folder.resolve("filler"));
    }

    @Override
    public void close() throws Exception {
        assertThat(ran("umount", "-l", folder.toString())).isTrue();
    }

    private static boolean ran(String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
