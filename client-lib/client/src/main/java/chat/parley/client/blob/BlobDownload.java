package chat.parley.client.blob;

import chat.parley.protocol.blob.BlobRef;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.StreamCrypto;
import chat.parley.protocol.id.BlobId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches a file that somebody has sent, checks all of it, and saves it where the receiver wants it. What has come stays in
 * the client's own folder until it is whole, so that a later run, at whichever server, goes on from there. Thread-safe; each
 * run takes its thread, and of one file there is one at a time.
 */
public final class BlobDownload {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int OUT_OF_RANGE = 416;
    private static final int UNAVAILABLE = 503;
    private static final String FETCHING = "FETCHING";

    /** How often a server may say that it is fetching the file itself, a second each time. */
    private static final int MAX_FETCHING = 3600;

    /** After so many wrong files the message is taken to be wrong. */
    private static final int MAX_DAMAGED = 3;

    private static final long FETCHING_MILLIS = 1000;

    private final Crypto crypto;
    private final StreamCrypto streams;
    private final BlobHttp http;
    private final BlobServers servers;
    private final Path work;

    /**
     * @param work a folder that is the client's own, with room for the sealed file
     */
    public BlobDownload(Crypto crypto, StreamCrypto streams, BlobHttp http, BlobServers servers, Path work) {
        this.crypto = crypto;
        this.streams = streams;
        this.http = http;
        this.servers = servers;
        this.work = work;
    }

    /**
     * Fetches the file, or goes on fetching it, and saves it.
     *
     * @param target a file that is not there yet; a name that came with the file is no path: {@link
     *     chat.parley.protocol.blob.FileLabel#suggestion}
     * @throws TransferException nothing is saved then, and nothing overwritten
     * @throws InterruptedException if the thread is to end
     */
    public void run(BlobRef blob, Path target, Progress progress, Cancellation cancellation)
            throws TransferException, InterruptedException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw NewFile.exists();
        }
        if (!blob.committed(crypto)) {
            throw damaged();
        }
        Path part = work.resolve("blob-" + blob.id() + ".part");
        try {
            Files.createDirectories(work);
            new Run(blob, part, progress, cancellation).fetch();
            new NewFile(crypto, streams).save(blob, part, target, cancellation);
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new TransferException(
                    TransferException.Code.DISK, "this machine's disk cannot be written: make room and try again", e);
        }
    }

    /** Deletes what has come of a file that is not wanted any more. */
    public void forget(BlobId id) throws IOException {
        Files.deleteIfExists(work.resolve("blob-" + id + ".part"));
    }

    static TransferException damaged() {
        return new TransferException(
                TransferException.Code.DAMAGED, "this is not the file that the message is about: nothing was saved");
    }

    /** One run of one download. */
    private final class Run {
        private final BlobRef blob;
        private final Path part;
        private final Progress progress;
        private final Cancellation cancellation;
        private final Line line;
        private final long total;
        private int fetching;
        private int damaged;
        private long furthest;

        Run(BlobRef blob, Path part, Progress progress, Cancellation cancellation) {
            this.blob = blob;
            this.part = part;
            this.progress = progress;
            this.cancellation = cancellation;
            this.line = new Line(http, servers, blob.id(), cancellation);
            this.total = blob.sealedSize();
        }

        /** Brings the part to its whole length, with the right hash. */
        void fetch() throws IOException, TransferException, InterruptedException {
            while (true) {
                long here = length();
                if (here == total && isBlob()) {
                    return;
                }
                if (here >= total) {
                    wrong();
                    here = 0;
                }
                attempt(here);
            }
        }

        private void attempt(long here) throws IOException, TransferException, InterruptedException {
            Map<String, String> headers = here == 0
                    ? Collections.<String, String>emptyMap()
                    : Collections.singletonMap("Range", "bytes=" + here + "-");
            try (BlobHttp.Answer answer = send(headers)) {
                boolean whole = here == 0 && answer.status() == OK;
                boolean rest = here > 0 && answer.status() == PARTIAL && begins(answer, here);
                if ((whole || rest)
                        && Line.number(answer, "Content-Length", total).equals(Optional.of(total - here))) {
                    receive(answer, here);
                } else if (whole || rest || answer.status() == OUT_OF_RANGE) {
                    wrong();
                } else if (answer.status() == OK || answer.status() == PARTIAL) {
                    line.failed(TransferException.Code.NO_SERVER, "the server does not go on where it should");
                } else {
                    refused(answer);
                }
            } catch (CutException e) {
                cancellation.check();
                line.failed(TransferException.Code.NO_SERVER, "the connection breaks again and again");
            }
        }

        /** One server's lie, this disk's, or the message's: from the beginning, at another server. */
        private void wrong() throws IOException, TransferException, InterruptedException {
            Files.deleteIfExists(part);
            if (++damaged >= MAX_DAMAGED) {
                throw damaged();
            }
            line.failed(TransferException.Code.DAMAGED, damaged().getMessage());
        }

        private BlobHttp.Answer send(Map<String, String> headers)
                throws CutException, TransferException, InterruptedException {
            try {
                return line.send("GET", headers, 0, out -> {});
            } catch (IOException e) {
                throw new CutException(e);
            }
        }

        private void receive(BlobHttp.Answer answer, long here) throws IOException, TransferException {
            byte[] buffer = new byte[BUFFER_BYTES];
            long at = here;
            try (OutputStream out = Files.newOutputStream(
                            part, StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
                    InputStream in = body(answer)) {
                while (at < total) {
                    int n = read(in, buffer, Math.min(buffer.length, total - at));
                    if (n < 0) {
                        break;
                    }
                    out.write(buffer, 0, n);
                    at += n;
                    advanced(at);
                    cancellation.check();
                }
            }
            if (at < total) {
                throw new CutException(null);
            }
        }

        /** Only what had never come before counts: nothing keeps a transfer busy for ever. */
        private void advanced(long at) {
            if (at > furthest) {
                furthest = at;
                line.progressed();
            }
            progress.at(at, total);
        }

        private void refused(BlobHttp.Answer answer) throws TransferException, InterruptedException, CutException {
            try {
                if (answer.status() == UNAVAILABLE
                        && Line.json(answer).getString("code", "").equals(FETCHING)
                        && ++fetching <= MAX_FETCHING) {
                    cancellation.pause(FETCHING_MILLIS);
                    return;
                }
                line.refused(answer);
            } catch (IOException e) {
                throw new CutException(e);
            }
        }

        private boolean begins(BlobHttp.Answer answer, long here) {
            Optional<String> range = answer.header("Content-Range");
            return range.isPresent() && range.get().startsWith("bytes " + here + "-");
        }

        private boolean isBlob() throws IOException {
            StreamCrypto.Hashing hash = streams.hashing(Label.BLOB_ID);
            byte[] buffer = new byte[BUFFER_BYTES];
            try (InputStream in = Files.newInputStream(part)) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    hash.add(buffer, n);
                }
            }
            return new BlobId(hash.finish().bytes()).equals(blob.id());
        }

        private long length() throws IOException {
            try {
                return Files.size(part);
            } catch (NoSuchFileException e) {
                return 0;
            }
        }
    }

    private static InputStream body(BlobHttp.Answer answer) throws CutException {
        try {
            return answer.body();
        } catch (IOException e) {
            throw new CutException(e);
        }
    }

    private static int read(InputStream in, byte[] buffer, long most) throws CutException {
        try {
            return in.read(buffer, 0, (int) most);
        } catch (IOException e) {
            throw new CutException(e);
        }
    }

    /** The connection is gone: the disk is not to blame. */
    private static final class CutException extends IOException {
        private static final long serialVersionUID = 1L;

        CutException(IOException cause) {
            super(cause);
        }
    }
}
