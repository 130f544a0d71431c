package chat.parley.console.settings;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner reads. */
public final class PrivateFile {
    private PrivateFile() {}

    /**
     * Makes an empty file.
     *
     * @throws FileAlreadyExistsException if it is there
     */
    public static void create(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        FileAttribute<?>[] attributes = Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.createFile(file, attributes);
    }
}
