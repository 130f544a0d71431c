package chat.parley.server.blob;

import chat.parley.protocol.id.BlobId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gives files out, those that are not here too if a linked server has them. Thread-safe. */
final class Downloads {
    private static final int BUFFER_BYTES = 64 * 1024;

    /** How long a request waits for a file to come from another server, in seconds; then it is told to come back. */
    private static final long PATIENCE_SECONDS = 5;

    private static final int OK = 200;
    private static final int PARTIAL = 206;

    private final BlobFolder folder;
    private final Keeper keeper;
    private final Sources sources;

    Downloads(BlobFolder folder, Keeper keeper, Sources sources) {
        this.folder = folder;
        this.keeper = keeper;
        this.sources = sources;
    }

    /** The file, or the part of it that is asked for. */
    BlobAnswer get(BlobId id, BlobService.Visitor visitor, Optional<String> range) throws BlobException {
        Optional<BlobStore.Kept> kept = keeper.find(id);
        if (kept.isEmpty() && visitor.bearer() instanceof Bearer.Person && fetched(id, visitor.turn())) {
            kept = keeper.find(id);
        }
        if (kept.isEmpty()) {
            throw new BlobException(BlobCode.NOT_FOUND, "no server that was asked has this file");
        }
        long total = kept.get().bytes();
        DownloadRange part = DownloadRange.of(range, total);
        Map<String, String> headers = headers(id, part.length());
        if (part.partial()) {
            headers.put(
                    "Content-Range", "bytes " + part.from() + "-" + (part.from() + part.length() - 1) + "/" + total);
        }
        return new BlobAnswer(part.partial() ? PARTIAL : OK, headers, new Part(open(id), part, visitor.turn()));
    }

    /** What tells about a file that is here: nobody may take it for a page or a picture. */
    static Map<String, String> headers(BlobId id, long length) {
        Map<String, String> headers = new TreeMap<>();
        headers.put(BlobAnswer.TYPE, "application/octet-stream");
        headers.put(BlobAnswer.LENGTH, Long.toString(length));
        headers.put("Content-Disposition", "attachment");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Cache-Control", "private, no-transform");
        headers.put("Accept-Ranges", "bytes");
        headers.put("ETag", '"' + id.toString() + '"');
        return headers;
    }

    private boolean fetched(BlobId id, Turns.Turn turn) throws BlobException {
        CompletableFuture<Boolean> fetching = sources.fetch(id);
        try (Turns.Waiting waiting = turn.waiting()) {
            return fetching.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new BlobException(BlobCode.FETCHING, "it is being fetched from another server: come back")
                    .with(BlobAnswer.RETRY_AFTER, 1);
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            if (turn.isCut()) {
                throw new BlobException(BlobCode.BUSY, "others are before you").with(BlobAnswer.RETRY_AFTER, 1);
            }
            Thread.currentThread().interrupt();
            throw new BlobException(BlobCode.NOT_READY, "the server stops");
        }
    }

    private FileChannel open(BlobId id) throws BlobException {
        try {
            return folder.open(id);
        } catch (IOException e) {
            throw new BlobException(BlobCode.STORE_FAILED, "the server cannot read its disk");
        }
    }

    /** Some of a file, to be written to whoever wants it. */
    private record Part(FileChannel file, DownloadRange range, Turns.Turn turn) implements BlobAnswer.Body {
        @Override
        public void write(OutputStream out) throws IOException {
            byte[] buffer = new byte[BUFFER_BYTES];
            long at = range.from();
            long end = at + range.length();
            while (at < end) {
                int n = file.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, end - at)), at);
                if (n < 0) {
                    throw new IOException("the file is shorter than it was");
                }
                try (Turns.Waiting waiting = turn.waiting()) {
                    out.write(buffer, 0, n);
                }
                at += n;
                if (!turn.moved(n)) {
                    throw new IOException("the reader takes it too slowly");
                }
            }
        }

        @Override
        public void close() {
            try {
                file.close();
            } catch (IOException e) {
                // Nothing was written to it.
            }
        }
    }
}
