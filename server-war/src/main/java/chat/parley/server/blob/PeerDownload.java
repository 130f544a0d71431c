package chat.parley.server.blob;

import chat.parley.protocol.id.BlobId;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Clock;

/** One attempt to fetch a file from one linked server, into a part that an earlier attempt may have begun. */
final class PeerDownload {
    private static final int CONNECT_MILLIS = 5000;
    private static final int READ_MILLIS = 15_000;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int OK = 200;
    private static final int PARTIAL = 206;

    private final BlobFolder folder;
    private final StoreRoom room;
    private final Clock timer;

    /**
     * @param timer a clock that never jumps
     */
    PeerDownload(BlobFolder folder, StoreRoom room, Clock timer) {
        this.folder = folder;
        this.room = room;
        this.timer = timer;
    }

    /**
     * Fetches what is missing.
     *
     * @return whether the other has the file and all of it has come; its hash is not checked yet
     * @throws IOException if the connection or the disk fails: what has come stays
     * @throws BlobException if there is no room for it
     */
    boolean run(Neighbours.Neighbour from, BlobId id, Path part) throws IOException, BlobException {
        long here = folder.length(part);
        URI url = URI.create(from.base() + "/blobs/" + id);
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        try {
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty("Authorization", "Bearer " + from.token());
            if (here > 0) {
                connection.setRequestProperty("Range", "bytes=" + here + "-");
            }
            int status = connection.getResponseCode();
            if (here > 0 && status != PARTIAL) {
                // It has ended where the part ends, or does not know it: the hash tells.
                return status == BlobCode.BAD_RANGE.status();
            }
            long length = connection.getContentLengthLong();
            if (status != OK && status != PARTIAL || length < 0) {
                return false;
            }
            room.check(here + length, length);
            try (InputStream in = connection.getInputStream();
                    FileChannel out = folder.append(part)) {
                return copy(in, out, length);
            }
        } finally {
            connection.disconnect();
        }
    }

    private boolean copy(InputStream in, FileChannel out, long length) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        Pace pace = new Pace(timer);
        long left = length;
        while (left > 0) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new IOException("the connection has ended before the file");
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            left -= n;
            if (!pace.moved(n)) {
                throw new IOException("it comes too slowly");
            }
        }
        return true;
    }
}
