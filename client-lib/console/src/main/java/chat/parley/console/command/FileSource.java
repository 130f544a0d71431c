package chat.parley.console.command;

import chat.parley.client.SharedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** A file on this machine, whose size is known before it is read. */
record FileSource(Path file) implements SharedFiles.Source {
    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public OptionalLong size() {
        try {
            return OptionalLong.of(Files.size(file));
        } catch (IOException e) {
            // Reading it will say why.
            return OptionalLong.empty();
        }
    }
}
