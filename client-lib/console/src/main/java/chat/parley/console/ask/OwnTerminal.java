package chat.parley.console.ask;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/** The terminal that this process belongs to: it can be asked there though its input or output is something else. */
public final class OwnTerminal {
    /** A longer answer is cut, in bytes. */
    private static final int MAX_BYTES = 4096;

    private final Path terminal;

    /**
     * @param terminal its device, as {@code /dev/tty}
     */
    public OwnTerminal(Path terminal) {
        this.terminal = terminal;
    }

    /** What the person answers, without echo; empty if they give up, or there is no terminal. */
    public Optional<char[]> secret(String question) throws IOException {
        if (!Files.exists(terminal)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(terminal);
                OutputStream out = Files.newOutputStream(terminal, StandardOpenOption.WRITE)) {
            return unechoed(in, out, question + " (it is not shown): ");
        } catch (FileSystemException e) {
            // The device is there, and no terminal behind it.
            return Optional.empty();
        }
    }

    private Optional<char[]> unechoed(InputStream in, OutputStream out, String question) throws IOException {
        Thread ended = new Thread(() -> echo(true));
        Runtime.getRuntime().addShutdownHook(ended);
        try {
            if (!echo(false)) {
                return Optional.empty();
            }
            write(out, question);
            char[] answer = line(in);
            write(out, "\n");
            return Optional.of(answer).filter(typed -> typed.length > 0);
        } finally {
            echo(true);
            Runtime.getRuntime().removeShutdownHook(ended);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static char[] line(InputStream in) throws IOException {
        byte[] bytes = new byte[MAX_BYTES];
        int length = 0;
        for (int b = in.read(); b >= 0 && b != '\n' && length < MAX_BYTES; b = in.read()) {
            bytes[length++] = (byte) b;
        }
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, length));
        char[] line = new char[text.remaining()];
        text.get(line);
        Arrays.fill(text.array(), '\0');
        Arrays.fill(bytes, (byte) 0);
        return line;
    }

    private boolean echo(boolean on) {
        try {
            Process stty = new ProcessBuilder("stty", on ? "echo" : "-echo")
                    .redirectInput(new File(terminal.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return stty.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
