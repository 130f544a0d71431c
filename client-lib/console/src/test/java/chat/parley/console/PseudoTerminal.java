package chat.parley.console;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jline.builtins.ScreenTerminal;
import org.jline.terminal.Size;
import org.jline.terminal.impl.jni.JniNativePty;
import org.jline.terminal.impl.jni.JniTerminalProvider;

/** A person's keyboard and screen, with {@link TerminalPeople} running at it; keeps all that was ever written to the screen. */
final class PseudoTerminal implements AutoCloseable {
    private static final long SECONDS = 60;

    /** Makes the terminal's signals go to the program, also if this process was started with Ctrl-C ignored. */
    private static final List<String> CONTROL = List.of("setsid", "--ctty", "env", "--default-signal=INT");

    /** Whether they do. */
    static final boolean CONTROLLED = controlled();

    private static final int COLUMNS = 110;
    private static final int ROWS = 60;

    private final JniNativePty pty;
    private final Process process;
    private final ScreenTerminal screen = new ScreenTerminal(COLUMNS, ROWS);
    private final StringBuffer written = new StringBuffer();
    private final OutputStream keyboard;

    PseudoTerminal(String... arguments) throws IOException {
        pty = (JniNativePty) new JniTerminalProvider().open(null, new Size(COLUMNS, ROWS));
        File slave = new File(pty.getName());
        List<String> command = new ArrayList<>(CONTROLLED ? CONTROL : List.of());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Nothing of who runs the tests: no settings of theirs.
                "-Duser.home=" + System.getProperty("java.io.tmpdir") + "/no-such-home",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                TerminalPeople.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(slave)
                .redirectOutput(slave)
                .redirectError(slave);
        builder.environment().put("TERM", "xterm-256color");
        builder.environment()
                .keySet()
                .removeAll(Set.of("TMUX", "STY", "ZELLIJ", "NO_COLOR", "INSIDE_EMACS", "TERM_PROGRAM"));
        process = builder.start();
        keyboard = pty.getMasterOutput();
        Thread reader = new Thread(this::read, "screen");
        reader.setDaemon(true);
        reader.start();
    }

    private static boolean controlled() {
        try {
            Process asked = new ProcessBuilder("sh", "-c", "command -v setsid && env --default-signal=INT true")
                    .redirectErrorStream(true)
                    .start();
            return asked.waitFor(SECONDS, TimeUnit.SECONDS) && asked.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void type(String keys) throws IOException {
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    /** The lines on the screen that are not empty. */
    List<String> lines() {
        return screen.toString()
                .lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** The lowest of them: where the person types. */
    String lastLine() {
        List<String> lines = lines();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    /** Everything that was written, with its escape sequences. */
    String written() {
        return written.toString();
    }

    /** The window has another size from now on, and the program is told. */
    void resize(int columns, int rows) throws IOException {
        screen.setSize(columns, rows);
        pty.setSize(new Size(columns, rows));
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the console does not end; its screen:\n" + String.join("\n", lines()));
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
                String more = new String(buffer, 0, read);
                written.append(more);
                screen.write(more);
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
