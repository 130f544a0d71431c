package chat.parley.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Payara Micro with the WAR as an operator starts it: {@code java -jar}, in a folder of its own. */
public final class NodeProcess implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(90);
    private static final Path LOG = Path.of("log");
    private static final Path TEMPORARY = Path.of("tmp");

    private final Path folder;
    private final int port;
    private final Process process;

    private NodeProcess(Path folder, int port, List<String> properties, List<String> options) {
        this.folder = folder;
        this.port = port;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(properties);
        // A node that is killed leaves its files there.
        command.add("-Djava.io.tmpdir=" + folder.resolve(TEMPORARY).toAbsolutePath());
        command.addAll(List.of("-jar", absolute("payara.micro.jar"), "--deploy", absolute("war.file")));
        command.addAll(List.of("--port", Integer.toString(port)));
        command.addAll(options);
        try {
            Files.createDirectories(folder.resolve(TEMPORARY));
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(folder.resolve(LOG).toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Tests that are ended from outside leave no node behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** A node with nothing configured but its port. */
    public static NodeProcess stock(Path folder, int port) {
        return new NodeProcess(folder, port, List.of(), List.of());
    }

    /** A small node on this host only, without a data grid, with these settings. */
    public static NodeProcess with(Path folder, int port, String... settings) {
        return with(folder, port, List.of(), settings);
    }

    /** The same, with more options for Payara. */
    public static NodeProcess with(Path folder, int port, List<String> more, String... settings) {
        List<String> properties = new ArrayList<>(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        for (String each : settings) {
            properties.add("-D" + each);
        }
        List<String> options = new ArrayList<>(List.of("--nohazelcast", "--disablephonehome"));
        options.addAll(more);
        return new NodeProcess(folder, port, properties, options);
    }

    /** As large as its host has room for, compiled as well as its JVM can: to measure it. */
    public static NodeProcess large(Path folder, int port, List<String> javaOptions) {
        List<String> properties = new ArrayList<>(List.of("-Xmx1g", System.getProperty("native.args")));
        properties.addAll(javaOptions);
        return new NodeProcess(folder, port, properties, List.of("--nohazelcast", "--disablephonehome"));
    }

    /** Waits until it serves clients. */
    public void ready() {
        Eventually.within(READY, () -> {
            assertThat(process.isAlive())
                    .as("the node lives; its log: %s", folder.resolve(LOG))
                    .isTrue();
            TextSocket.open(session()).close();
        });
    }

    /** Waits until it has ended and returns its exit code. */
    public int exitCode() throws InterruptedException {
        assertThat(process.waitFor(READY.toSeconds(), TimeUnit.SECONDS))
                .as("it has ended")
                .isTrue();
        return process.exitValue();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(15, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it where it is: it holds its connections and answers nothing, until {@link #thaw}. */
    public void freeze() {
        signal("-STOP");
    }

    public void thaw() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0 && process.isAlive()) {
                throw new IllegalStateException("kill " + name + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public Path folder() {
        return folder;
    }

    public int port() {
        return port;
    }

    public String url() {
        return "ws://127.0.0.1:" + port + "/parley";
    }

    public URI session() {
        return URI.create(url() + "/session");
    }

    /** What it says of itself. */
    public Health health() {
        return Health.of(port);
    }

    public List<String> log() throws IOException {
        return Files.readAllLines(folder.resolve(LOG));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(15, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String absolute(String property) {
        return Path.of(System.getProperty(property))
                .toAbsolutePath()
                .normalize()
                .toString();
    }
}
