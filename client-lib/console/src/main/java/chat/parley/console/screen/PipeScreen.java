package chat.parley.console.screen;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Plain lines in UTF-8, each flushed at once. */
public final class PipeScreen implements Screen {
    private final Writer out;
    private volatile boolean broken;

    public PipeScreen(OutputStream out) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    @Override
    public void show(Line line) {
        if (!(line instanceof Line.Picture) && !(line instanceof Line.Preview)) {
            print(line.plain());
        }
    }

    /** Prints a line as it is. */
    public synchronized void print(String line) {
        if (broken) {
            return;
        }
        try {
            out.write(line);
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
    public boolean broken() {
        return broken;
    }
}
