package chat.parley.android.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** A stream that tells how much has gone through, now and then. */
final class Counted extends OutputStream {
    /** So many bytes are between two times. */
    static final long EVERY = 64 * 1024;

    private final OutputStream to;
    private final LongConsumer progress;
    private long done;
    private long told;

    Counted(OutputStream to, LongConsumer progress) {
        this.to = to;
        this.progress = progress;
    }

    @Override
    public void write(int octet) throws IOException {
        to.write(octet);
        passed(1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        to.write(bytes, from, count);
        passed(count);
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    @Override
    public void close() throws IOException {
        to.close();
    }

    private void passed(int count) {
        done += count;
        if (done - told >= EVERY) {
            told = done;
            progress.accept(done);
        }
    }
}
