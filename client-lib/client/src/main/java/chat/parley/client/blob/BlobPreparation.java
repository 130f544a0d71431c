package chat.parley.client.blob;

import chat.parley.protocol.blob.BlobRef;
import chat.parley.protocol.blob.BlobSealer;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.StreamCrypto;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Seals a file into a spool of its own before anything is sent: its id is known only then, and a source that changes
 * meanwhile, or can be read but once, never goes out twice under one key.
 */
public final class BlobPreparation {
    private final Crypto crypto;
    private final StreamCrypto streams;
    private final Path work;

    /**
     * @param work a folder that is the client's own, with room for the sealed file
     */
    public BlobPreparation(Crypto crypto, StreamCrypto streams, Path work) {
        this.crypto = crypto;
        this.streams = streams;
        this.work = work;
    }

    /**
     * Reads the source to its end and seals it. To be stored before the upload begins, if that is to survive a restart.
     *
     * @param limit refuses what is too large, as soon as that is known
     * @param progress hears of the source's bytes; the total is what is known so far
     * @throws TransferException with code {@code SOURCE}, {@code DISK} or {@code CANCELLED}, or what the limit throws; then no
     *     spool is left
     */
    public PendingUpload prepare(InputStream source, SizeLimit limit, Progress progress, Cancellation cancellation)
            throws TransferException {
        Path spool = newSpool();
        boolean complete = false;
        try (OutputStream out = Files.newOutputStream(spool, StandardOpenOption.WRITE)) {
            BlobRef blob = seal(source, out, limit, progress, cancellation);
            complete = true;
            return new PendingUpload(blob, spool.toString());
        } catch (IOException e) {
            throw disk(e);
        } finally {
            if (!complete) {
                delete(spool);
            } else {
                sync(spool);
            }
        }
    }

    /** Deletes what was prepared: the upload has ended, or is given up. */
    public static void discard(PendingUpload upload) {
        delete(Paths.get(upload.spool()));
    }

    private BlobRef seal(
            InputStream source, OutputStream out, SizeLimit limit, Progress progress, Cancellation cancellation)
            throws IOException, TransferException {
        BlobSealer sealer = new BlobSealer(crypto, streams);
        out.write(sealer.head());
        byte[] chunk = new byte[BlobRef.CHUNK_BYTES];
        byte[] next = new byte[BlobRef.CHUNK_BYTES];
        long size = 0;
        int length = fill(source, chunk);
        boolean last;
        do {
            cancellation.check();
            // Only what follows tells whether a full chunk is the last one.
            int following = length == chunk.length ? fill(source, next) : 0;
            last = following == 0;
            size += length;
            limit.check(size + following);
            out.write(sealer.chunk(length == chunk.length ? chunk : Arrays.copyOf(chunk, length), last));
            progress.at(size, size + following);
            byte[] done = chunk;
            chunk = next;
            next = done;
            length = following;
        } while (!last);
        return sealer.finish();
    }

    private static int fill(InputStream source, byte[] chunk) throws TransferException {
        int length = 0;
        try {
            while (length < chunk.length) {
                int n = source.read(chunk, length, chunk.length - length);
                if (n < 0) {
                    return length;
                }
                length += n;
            }
            return length;
        } catch (IOException e) {
            throw new TransferException(TransferException.Code.SOURCE, "the file cannot be read", e);
        }
    }

    private Path newSpool() throws TransferException {
        try {
            Files.createDirectories(work);
            return Files.createTempFile(work, "upload-", ".sealed");
        } catch (IOException e) {
            throw disk(e);
        }
    }

    private static void sync(Path spool) throws TransferException {
        try (FileChannel channel = FileChannel.open(spool, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw disk(e);
        }
    }

    private static void delete(Path spool) {
        try {
            Files.deleteIfExists(spool);
        } catch (IOException e) {
            // It is sealed, and in the client's own folder: it takes up room, no more.
        }
    }

    private static TransferException disk(IOException cause) {
        return new TransferException(
                TransferException.Code.DISK, "this machine's disk cannot be written: make room and try again", cause);
    }
}
