package chat.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.console.domain.KeyFiles;
import chat.parley.console.settings.ParleyClientFactory;
import chat.parley.console.settings.Surroundings;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program that talks with the whole console in a pipe: writes a line, reads what comes of it, writes the next. */
public final class ConsoleTalk implements AutoCloseable {
    private static final int BUFFER_BYTES = 1024 * 1024;

    private final PrintStream in;
    private final BufferedReader out;
    private final CompletableFuture<Integer> code;
    private final List<JsonObject> read = new ArrayList<>();

    public ConsoleTalk(ParleyClientFactory clients, String... arguments) throws IOException {
        PipedOutputStream typed = new PipedOutputStream();
        PipedOutputStream told = new PipedOutputStream();
        PipedInputStream input = new PipedInputStream(typed, BUFFER_BYTES);
        in = new PrintStream(typed, true, StandardCharsets.UTF_8);
        out = new BufferedReader(
                new InputStreamReader(new PipedInputStream(told, BUFFER_BYTES), StandardCharsets.US_ASCII));
        Surroundings surroundings = new Surroundings(
                input,
                told,
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                Map.of(),
                "osuser",
                Path.of("home"),
                Clock.systemUTC(),
                false);
        code = CompletableFuture.supplyAsync(
                () -> {
                    try (told) {
                        return new CommandTree(clients, new KeyFiles(), surroundings).run(arguments);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                work -> new Thread(work, "console").start());
    }

    /** Writes a line. */
    public void write(String line) {
        in.println(line);
    }

    /** Reads on until there is such an object. */
    public JsonObject until(Predicate<JsonObject> wanted) throws IOException {
        for (JsonObject next = next(); next != null; next = next()) {
            if (wanted.test(next)) {
                return next;
            }
        }
        throw new AssertionError("it has ended without it: " + read);
    }

    /** The next of this kind. */
    public JsonObject until(String kind) throws IOException {
        return until(object -> object.getString("kind").equals(kind));
    }

    private JsonObject next() throws IOException {
        String line = out.readLine();
        if (line == null) {
            return null;
        }
        assertThat(line).matches("[ -~]*");
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            read.add(reader.readObject());
        }
        return read.get(read.size() - 1);
    }

    /** The exit code, when all has been read that still comes. */
    public int end() throws Exception {
        in.close();
        while (next() != null) {
            // What comes of the last lines.
        }
        return code.get(60, TimeUnit.SECONDS);
    }

    /** All that was read. */
    public List<JsonObject> read() {
        return List.copyOf(read);
    }

    @Override
    public void close() {
        in.close();
    }
}
