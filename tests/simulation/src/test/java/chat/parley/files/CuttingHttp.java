package chat.parley.files;

import chat.parley.client.blob.BlobHttp;
import chat.parley.client.blob.UrlConnectionHttp;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Real HTTP whose connection breaks once, at one request, where the test wants it. */
final class CuttingHttp implements BlobHttp {
    /** Where a connection breaks. */
    enum Where {
        BEFORE,
        IN_BODY,
        BEFORE_ANSWER,
        IN_ANSWER
    }

    /** Bytes of bodies that were sent, and that came. */
    final AtomicLong sent = new AtomicLong();

    final AtomicLong received = new AtomicLong();
    int requests;
    boolean cut;

    private final BlobHttp real = new UrlConnectionHttp();
    private final int at;
    private final Where where;
    private final long bytes;

    /** One that never breaks. */
    CuttingHttp() {
        this(-1, Where.BEFORE, 0);
    }

    /**
     * @param at which request breaks, the first is 0
     * @param bytes after so many of its body or its answer's body
     */
    CuttingHttp(int at, Where where, long bytes) {
        this.at = at;
        this.where = where;
        this.bytes = bytes;
    }

    @Override
    public Answer send(Request request) throws IOException {
        boolean breaks = requests++ == at;
        if (breaks && where == Where.BEFORE) {
            throw broken();
        }
        Answer answer = real.send(new Request(
                request.method(),
                request.url(),
                request.token(),
                request.headers(),
                request.length(),
                out -> request.body().write(new Out(out, breaks && where == Where.IN_BODY))));
        if (breaks && where == Where.BEFORE_ANSWER) {
            answer.close();
            throw broken();
        }
        return new Wrapped(answer, breaks && where == Where.IN_ANSWER);
    }

    private IOException broken() {
        cut = true;
        return new IOException("cut by the test");
    }

    private final class Out extends FilterOutputStream {
        private final boolean breaks;
        private long gone;

        Out(OutputStream out, boolean breaks) {
            super(out);
            this.breaks = breaks;
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            if (breaks && gone + length > bytes) {
                out.write(from, offset, (int) (bytes - gone));
                out.flush();
                throw broken();
            }
            out.write(from, offset, length);
            gone += length;
            sent.addAndGet(length);
        }
    }

    private final class Wrapped implements Answer {
        private final Answer answer;
        private final boolean breaks;

        Wrapped(Answer answer, boolean breaks) {
            this.answer = answer;
            this.breaks = breaks;
        }

        @Override
        public int status() {
            return answer.status();
        }

        @Override
        public Optional<String> header(String name) {
            return answer.header(name);
        }

        @Override
        public InputStream body() throws IOException {
            return new FilterInputStream(answer.body()) {
                private long come;

                @Override
                public int read(byte[] to, int offset, int length) throws IOException {
                    if (breaks && come >= bytes) {
                        throw broken();
                    }
                    int most = breaks ? (int) Math.min(length, bytes - come) : length;
                    int n = super.read(to, offset, most);
                    come += Math.max(0, n);
                    received.addAndGet(Math.max(0, n));
                    return n;
                }
            };
        }

        @Override
        public void close() throws IOException {
            answer.close();
        }
    }
}
