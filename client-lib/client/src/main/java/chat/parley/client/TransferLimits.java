package chat.parley.client;

import chat.parley.protocol.blob.BlobRef;

/**
 * How much a client moves of files. What servers take and keep they limit themselves.
 *
 * @param atOnce files that are moved at a time, 1 to {@value #MAX_AT_ONCE}; the others wait in line
 * @param maxBytes largest file that is sent or fetched, in bytes; a larger one fails with the code {@code OVER_LIMIT}
 */
public record TransferLimits(int atOnce, long maxBytes) {
    /** Most that can be moved at a time. */
    public static final int MAX_AT_ONCE = 16;

    /** Three at a time, of any size that there can be. */
    public static final TransferLimits STANDARD = new TransferLimits(3, BlobRef.MAX_SIZE);

    /**
     * @throws IllegalArgumentException if a limit is none
     */
    public TransferLimits {
        if (atOnce < 1 || atOnce > MAX_AT_ONCE) {
            throw new IllegalArgumentException("1 to " + MAX_AT_ONCE + " files are moved at a time");
        }
        if (maxBytes < 1 || maxBytes > BlobRef.MAX_SIZE) {
            throw new IllegalArgumentException("the largest file has 1 to " + BlobRef.MAX_SIZE + " bytes");
        }
    }
}
