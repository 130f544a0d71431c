package chat.parley.console.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jline.terminal.Size;
import org.jline.terminal.impl.jni.JniNativePty;
import org.jline.terminal.impl.jni.JniTerminalProvider;

/** A terminal at which somebody answers the first question. */
final class AskedTerminal implements AutoCloseable {
    private final JniNativePty pty;
    private final RandomAccessFile held;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    AskedTerminal(String answer) throws IOException {
        pty = (JniNativePty) new JniTerminalProvider().open(null, new Size(80, 24));
        // So that it stays when the program has closed its own.
        held = new RandomAccessFile(pty.getName(), "rw");
        Thread person = new Thread(() -> answer(answer), "person");
        person.setDaemon(true);
        person.start();
    }

    Path device() {
        return Path.of(pty.getName());
    }

    private void answer(String answer) {
        try {
            InputStream screen = pty.getMasterInput();
            boolean answered = false;
            for (int b = screen.read(); b >= 0; b = screen.read()) {
                synchronized (written) {
                    written.write(b);
                }
                if (!answered && written().endsWith("): ")) {
                    answered = true;
                    pty.getMasterOutput().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
                    pty.getMasterOutput().flush();
                }
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    /** What was on the screen. */
    String written() {
        synchronized (written) {
            return written.toString(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        held.close();
        pty.close();
    }
}
