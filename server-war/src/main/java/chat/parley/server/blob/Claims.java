package chat.parley.server.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Who writes to which part. A client whose connection was cut comes back before this server has noticed: the later one
 * goes on, and not a byte of the earlier is written any more. Thread-safe.
 */
final class Claims {
    private final Map<Path, Claim> claims = new HashMap<>();

    /** Takes a part over from whoever had it. */
    Claim take(Path part) {
        Claim mine = new Claim(part);
        Claim before;
        synchronized (claims) {
            before = claims.put(part, mine);
        }
        if (before != null) {
            before.end();
        }
        return mine;
    }

    /** The right to write to a part, until it is closed or somebody else takes it. */
    final class Claim implements AutoCloseable {
        private final Path part;
        private boolean over;

        private Claim(Path part) {
            this.part = part;
        }

        /** Writes, unless somebody else has taken the part over. */
        synchronized void write(FileChannel channel, ByteBuffer bytes) throws IOException, BlobException {
            check();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        synchronized void check() throws BlobException {
            if (over) {
                throw new BlobException(BlobCode.SUPERSEDED, "you go on over another connection");
            }
        }

        private synchronized void end() {
            over = true;
        }

        @Override
        public void close() {
            end();
            synchronized (claims) {
                claims.remove(part, this);
            }
        }
    }
}
