package chat.parley.client.blob;

import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.StreamCrypto;
import chat.parley.protocol.id.BlobId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/**
 * Brings a sealed file to the servers. A transfer that was cut goes on where the server is, on another server from the
 * beginning; it ends when two servers have the file, or the only one there is. Thread-safe; each run takes its thread.
 */
public final class BlobUpload {
    /** Bytes of one request: so much is sent in vain at most where a server refuses. */
    static final long SEGMENT_BYTES = 4L * 1024 * 1024;

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int HASH_MISMATCH = 422;
    private static final String OFFSET = "Upload-Offset";
    private static final BlobHttp.Body NOTHING = out -> {};

    private final StreamCrypto streams;
    private final BlobHttp http;
    private final BlobServers servers;

    public BlobUpload(StreamCrypto streams, BlobHttp http, BlobServers servers) {
        this.streams = streams;
        this.http = http;
        this.servers = servers;
    }

    /**
     * Brings the file, or goes on bringing it. When this returns the message may be sent, and the spool deleted.
     *
     * @return on how many servers it is: 2, or 1 if the server knows no other
     * @throws TransferException where {@link TransferException#resumable()}, it may be run again with the same record
     * @throws InterruptedException if the thread is to end; it may be run again too
     */
    public int run(PendingUpload upload, Progress progress, Cancellation cancellation)
            throws TransferException, InterruptedException {
        Line line = new Line(http, servers, upload.blob().id(), cancellation);
        try (FileChannel spool = open(upload)) {
            return new Run(upload, spool, line, progress, cancellation).run();
        } catch (IOException e) {
            throw new TransferException(TransferException.Code.SOURCE, "the prepared file cannot be read", e);
        }
    }

    private static FileChannel open(PendingUpload upload) throws IOException, TransferException {
        FileChannel spool = FileChannel.open(Paths.get(upload.spool()), StandardOpenOption.READ);
        if (spool.size() != upload.blob().sealedSize()) {
            spool.close();
            throw new TransferException(TransferException.Code.SOURCE, "the prepared file is damaged: begin anew");
        }
        return spool;
    }

    /** One run of one upload. */
    private final class Run {
        private final PendingUpload upload;
        private final FileChannel spool;
        private final Line line;
        private final Progress progress;
        private final Cancellation cancellation;
        private final long total;
        private long furthest;

        Run(PendingUpload upload, FileChannel spool, Line line, Progress progress, Cancellation cancellation) {
            this.upload = upload;
            this.spool = spool;
            this.line = line;
            this.progress = progress;
            this.cancellation = cancellation;
            this.total = upload.blob().sealedSize();
        }

        int run() throws TransferException, InterruptedException {
            while (true) {
                try {
                    Optional<Integer> kept = attempt();
                    if (kept.isPresent()) {
                        return kept.get();
                    }
                } catch (IOException e) {
                    cancellation.check();
                    line.failed(TransferException.Code.NO_SERVER, "the connection breaks again and again");
                }
            }
        }

        /** Asks where the server is and sends from there; empty if something came in between. */
        private Optional<Integer> attempt() throws IOException, TransferException, InterruptedException {
            long offset;
            try (BlobHttp.Answer head = line.send("HEAD", Collections.emptyMap(), 0, NOTHING)) {
                Optional<Long> there = Line.number(head, OFFSET, total);
                if (head.status() == OK) {
                    offset = total;
                } else if (head.status() == NOT_FOUND && there.isPresent()) {
                    offset = there.get();
                } else {
                    // HEAD does not say why; the next server, or the next token, may do.
                    line.failed(TransferException.Code.NO_SERVER, "the server answers with " + head.status());
                    return Optional.empty();
                }
            }
            while (true) {
                advanced(offset);
                long end = Math.min(total, offset + SEGMENT_BYTES);
                try (BlobHttp.Answer answer = put(offset, end)) {
                    if (answer.status() == OK || answer.status() == CREATED) {
                        progress.at(total, total);
                        return Optional.of(Line.json(answer).getInt("servers", 1));
                    }
                    Optional<Long> there = Line.number(answer, OFFSET, total);
                    boolean moved = answer.status() == NO_CONTENT || answer.status() == CONFLICT;
                    if (!moved || !there.isPresent() || there.get() == offset) {
                        refused(answer);
                        return Optional.empty();
                    }
                    offset = there.get();
                }
            }
        }

        private BlobHttp.Answer put(long from, long end) throws IOException, TransferException, InterruptedException {
            String range = from < total ? "bytes " + from + "-" + (end - 1) + "/" + total : "bytes */" + total;
            Map<String, String> headers = Collections.singletonMap("Content-Range", range);
            return line.send("PUT", headers, end - from, out -> copy(from, end, out));
        }

        private void copy(long from, long end, OutputStream out) throws IOException {
            byte[] buffer = new byte[BUFFER_BYTES];
            long at = from;
            while (at < end) {
                int n = spool.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, end - at)), at);
                if (n < 0 || cancellation.isCancelled()) {
                    throw new IOException("ended before its length");
                }
                out.write(buffer, 0, n);
                at += n;
                progress.at(at, total);
            }
        }

        private void refused(BlobHttp.Answer answer) throws IOException, TransferException, InterruptedException {
            if (answer.status() == HASH_MISMATCH && !intact()) {
                throw new TransferException(TransferException.Code.SOURCE, "the prepared file is damaged: begin anew");
            }
            line.refused(answer);
        }

        private boolean intact() throws IOException {
            StreamCrypto.Hashing hash = streams.hashing(Label.BLOB_ID);
            byte[] buffer = new byte[BUFFER_BYTES];
            try (InputStream in = Files.newInputStream(Paths.get(upload.spool()))) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    hash.add(buffer, n);
                }
            }
            return new BlobId(hash.finish().bytes()).equals(upload.blob().id());
        }

        /** Only what was never there before counts: a server that forgets what it got must not keep a transfer busy for ever. */
        private void advanced(long offset) {
            if (offset > furthest) {
                furthest = offset;
                line.progressed();
            }
            progress.at(offset, total);
        }
    }
}
