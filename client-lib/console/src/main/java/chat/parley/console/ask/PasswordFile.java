package chat.parley.console.ask;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Answers in a pipe: each thing that would be asked for without echo takes the next line of a file, which can be a
 * descriptor ({@code /dev/fd/3}). Nothing is to be confirmed there: who wrote the script did.
 */
public final class PasswordFile implements Asker, AutoCloseable {
    private final Optional<Path> file;
    private BufferedReader lines;

    public PasswordFile(Optional<Path> file) {
        this.file = file;
    }

    @Override
    public boolean present() {
        return false;
    }

    @Override
    public Optional<String> ask(String question) {
        return next();
    }

    @Override
    public Optional<char[]> secret(String question) {
        return next().map(String::toCharArray);
    }

    private Optional<String> next() {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (lines == null) {
                lines = Files.newBufferedReader(file.get(), StandardCharsets.UTF_8);
            }
            return Optional.ofNullable(lines.readLine()).filter(line -> !line.isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException("the password file " + file.get() + " cannot be read", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
    }
}
