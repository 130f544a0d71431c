package chat.parley.console.command;

import chat.parley.client.SharedFiles;
import chat.parley.console.picture.Previews;
import chat.parley.console.session.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of this machine as it is sent: what its ending says that it is, and a small picture of one. */
public final class OutgoingFile {
    private static final String UNTYPED = "application/octet-stream";

    private OutgoingFile() {}

    /**
     * The file, to be sent.
     *
     * @param caption may be empty
     * @throws Refusal if there is none, or it cannot be read
     */
    public static SharedFiles.Outgoing of(Path file, String caption) {
        if (!Files.isRegularFile(file)) {
            throw new Refusal("there is no file " + file);
        }
        if (!Files.isReadable(file)) {
            throw new Refusal(file + " cannot be read");
        }
        return new SharedFiles.Outgoing(
                file.getFileName().toString(), type(file), new FileSource(file), Previews.of(file), caption);
    }

    private static String type(Path file) {
        try {
            String type = Files.probeContentType(file);
            return type == null ? UNTYPED : type;
        } catch (IOException e) {
            return UNTYPED;
        }
    }
}
