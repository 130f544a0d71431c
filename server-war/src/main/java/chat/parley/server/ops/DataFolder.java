package chat.parley.server.ops;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A node's folder on disk, held by one process at a time. */
public final class DataFolder implements AutoCloseable {
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder if need be, tries that it can be written to, and takes its lock.
     *
     * @throws CannotStart if it cannot be used, or another process uses it
     */
    public static DataFolder open(Path path) throws CannotStart {
        FileChannel channel;
        try {
            create(path);
            channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new CannotStart(
                    "the data folder " + path + " cannot be written to (" + e + ")",
                    "give this user the right to write there, or set " + Settings.DATA + " to another folder",
                    e);
        }
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return new DataFolder(path, channel);
            }
        } catch (IOException | OverlappingFileLockException e) {
            // Told below: for the operator it is the same.
        }
        closeQuietly(channel);
        throw new CannotStart(
                "the data folder " + path + " is in use by another node",
                "stop that node, or set " + Settings.DATA + " to a folder of this node's own");
    }

    /** Keys lie in it: whoever else has an account on this host has no business there. */
    private static void create(Path path) throws IOException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix && Files.notExists(path)) {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(path);
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        closeQuietly(lock);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written through it.
        }
    }
}
