package chat.parley.server.socket;

import java.time.Duration;

/**
 * The bounds of every connection.
 *
 * @param queueFrames texts that may wait for one reader
 * @param queueBytes what may wait for one reader, a character counted as a byte; a single text over it may still wait
 *     alone
 * @param frameBytes the longest text accepted, a character counted as a byte
 * @param flush how long a close waits for the queue to empty
 */
public record SocketLimits(int queueFrames, long queueBytes, int frameBytes, Duration flush) {
    /** Texts that may wait for one reader, unless configured. */
    public static final int QUEUE_FRAMES = 4_096;

    /** 8 MiB may wait for one reader, unless configured. */
    public static final long QUEUE_BYTES = 8L * 1024 * 1024;

    /** 2 MiB is the longest text accepted, unless configured to be more: an epoch on a full page takes most of it. */
    public static final int FRAME_BYTES = 2 * 1024 * 1024;

    /** Payara's own bound of a frame, 4 MiB less a little for the header. */
    public static final int FRAME_BYTES_CEILING = 4 * 1024 * 1024 - 1024;

    /** Two seconds for the last texts to leave. */
    public static final Duration FLUSH = Duration.ofSeconds(2);

    /** The bounds that hold unless configured. */
    public static SocketLimits standard() {
        return new SocketLimits(QUEUE_FRAMES, QUEUE_BYTES, FRAME_BYTES, FLUSH);
    }
}
