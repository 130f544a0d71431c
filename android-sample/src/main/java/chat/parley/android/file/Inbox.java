package chat.parley.android.file;

import android.content.Context;
import chat.parley.protocol.id.EventId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where files that came lie: in the app's own storage, a folder for each message. */
final class Inbox {
    private static final String NAME = "received";

    private final File root;

    /** @param root of this app only */
    Inbox(File root) {
        this.root = root;
    }

    static Inbox of(Context app) {
        return new Inbox(new File(app.getNoBackupFilesDir(), NAME));
    }

    /**
     * The folder for the file of a message.
     *
     * @throws IllegalStateException if the phone's storage cannot be written
     */
    Path folder(EventId message) {
        File folder = new File(root, message.toString());
        if (!folder.isDirectory() && !folder.mkdirs()) {
            throw new IllegalStateException("the phone's storage cannot be written");
        }
        return folder.toPath();
    }

    /** A file that lies here, by its folder and name; empty for whatever else (A50). */
    Optional<File> find(String folder, String name) {
        try {
            EventId.of(folder);
            File file = new File(new File(root, folder), name);
            boolean plain = new File(name).getName().equals(name)
                    && file.getCanonicalFile().getParentFile().getParentFile().equals(root.getCanonicalFile());
            return plain && file.isFile() ? Optional.of(file) : Optional.empty();
        } catch (IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
    }

    /** A file that was saved, if it still lies here. */
    Optional<File> find(Path saved) {
        File file = saved.toFile();
        File folder = file.getParentFile();
        return folder == null ? Optional.empty() : find(folder.getName(), file.getName());
    }

    /** The file of a message is not kept any longer. */
    void discard(EventId message) {
        delete(new File(root, message.toString()));
    }

    /** Nothing is kept: somebody else will use the app. */
    void clear() {
        delete(root);
    }

    private static void delete(File file) {
        File[] inside = file.listFiles();
        if (inside != null) {
            for (File each : inside) {
                delete(each);
            }
        }
        if (!file.delete() && file.exists()) {
            throw new IllegalStateException("the phone's storage cannot be written");
        }
    }
}
