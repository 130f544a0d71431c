package chat.parley.nodes;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jline.builtins.ScreenTerminal;
import org.jline.terminal.Size;
import org.jline.terminal.impl.jni.JniNativePty;
import org.jline.terminal.impl.jni.JniTerminalProvider;

/** {@code java -jar parley.jar}, in a pipe or at a pseudo-terminal. */
public final class ConsoleProcess {
    private static final long SECONDS = 60;

    private ConsoleProcess() {}

    /** What a run in a pipe ended with. */
    public record Ended(int code, List<String> out, List<String> err) {}

    /** Runs it in a pipe with this input. */
    public static Ended pipe(String input, String... arguments) throws Exception {
        Path folder = Files.createTempDirectory("console");
        Path in = Files.writeString(folder.resolve("in"), input);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command(arguments))
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new TimeoutException("the console does not end");
        }
        return new Ended(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
    }

    /** Starts it at a terminal. */
    public static Terminal terminal(String... arguments) throws IOException {
        return new Terminal(command(arguments));
    }

    /** Starts it for a program that reads and answers. */
    public static Program program(String... arguments) throws IOException {
        return new Program(new ProcessBuilder(command(arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Starts a command for one. It keeps in this folder what makes its next start fast. */
    public static Program program(Path cache, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PARLEY_CACHE", cache.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new Program(builder.start());
    }

    /** The command, as the build makes it. */
    public static Path command() {
        return Path.of(System.getProperty("console.jar")).resolveSibling("parley");
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-jar");
        command.add(System.getProperty("console.jar"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** A program's two ends of the pipe. */
    public static final class Program implements AutoCloseable {
        private final Process process;
        private final PrintStream in;
        private final BufferedReader out;

        private Program(Process process) {
            this.process = process;
            this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
            this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        public void write(String line) {
            in.println(line);
        }

        /** Reads on until a line has all these parts. */
        public String until(String... parts) throws IOException {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (Arrays.stream(parts).allMatch(line::contains)) {
                    return line;
                }
            }
            throw new IOException("it has ended without a line with " + List.of(parts));
        }

        /** Ends its input; returns its exit code. */
        public int end() throws Exception {
            in.close();
            while (out.readLine() != null) {
                // What comes of the last lines.
            }
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new TimeoutException("the console does not end");
            }
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** A person's keyboard and screen. */
    public static final class Terminal implements AutoCloseable {
        private static final int COLUMNS = 100;
        private static final int ROWS = 40;

        private final JniNativePty pty;
        private final Process process;
        private final ScreenTerminal screen = new ScreenTerminal(COLUMNS, ROWS);
        private final OutputStream keyboard;

        private Terminal(List<String> command) throws IOException {
            pty = (JniNativePty) new JniTerminalProvider().open(null, new Size(COLUMNS, ROWS));
            File slave = new File(pty.getName());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(slave)
                    .redirectOutput(slave)
                    .redirectError(slave);
            builder.environment().put("TERM", "xterm-256color");
            process = builder.start();
            keyboard = pty.getMasterOutput();
            Thread reader = new Thread(this::read, "screen");
            reader.setDaemon(true);
            reader.start();
        }

        public void type(String keys) throws IOException {
            keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
        }

        /** The lines on the screen that are not empty. */
        public List<String> lines() {
            return screen.toString()
                    .lines()
                    .map(String::stripTrailing)
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.toList());
        }

        /** The lowest of them: where the person types. */
        public String lastLine() {
            List<String> lines = lines();
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        }

        public int exitCode() throws InterruptedException, TimeoutException {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new TimeoutException("the console does not end; its screen:\n" + String.join("\n", lines()));
            }
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroyForcibly();
            try {
                pty.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void read() {
            char[] buffer = new char[4096];
            try (InputStream in = pty.getMasterInput();
                    Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                for (int read = text.read(buffer); read > 0; read = text.read(buffer)) {
                    screen.write(new String(buffer, 0, read));
                    String answer = screen.read();
                    if (!answer.isEmpty()) {
                        type(answer);
                    }
                }
            } catch (IOException e) {
                // The other side is closed: the process has ended.
            }
        }
    }
}
