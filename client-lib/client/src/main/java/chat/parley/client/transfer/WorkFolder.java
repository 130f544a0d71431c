package chat.parley.client.transfer;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The folder of what is under way: what nobody goes on with is taken out at the start. */
public final class WorkFolder {
    /** So long what has come of a file is kept for another attempt, in milliseconds. */
    static final long KEEP_MILLIS = 7L * 24 * 3600 * 1000;

    private final Path folder;

    public WorkFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Deletes what is left over.
     *
     * @param spools paths of sealed files that are still to be brought
     */
    public void sweep(Set<String> spools, long now) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                boolean part = file.getFileName().toString().endsWith(".part");
                boolean recent = part && now - Files.getLastModifiedTime(file).toMillis() < KEEP_MILLIS;
                if (!recent && !spools.contains(file.toString())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            // It takes up room, no more; the next start tries again.
        }
    }
}
