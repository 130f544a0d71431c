package chat.parley.server.socket;

import java.util.List;
import java.util.function.Consumer;

/** Writes texts to a session, in the order in which they come, without blocking. */
interface TextWriter {
    /**
     * Writes texts one after the other.
     *
     * @param done is told once, perhaps before this returns: null when all are written, else what went wrong
     * @throws RuntimeException if the session cannot be written to; then nothing is told
     */
    void write(List<WireText> texts, Consumer<Throwable> done);
}
