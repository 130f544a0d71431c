package chat.parley.console;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Plain lines in UTF-8, each flushed at once. */
final class PipeScreen implements Screen {
    private final Writer out;
    private volatile boolean broken;

    PipeScreen(OutputStream out) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void show(Line line) {
        if (broken) {
            return;
        }
        try {
            out.write(line.plain());
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            broken = true;
        }
    }

    @Override
    public void refresh() {
        // Lines only.
    }

    /** Whether nobody reads any more. */
    boolean broken() {
        return broken;
    }
}
