package chat.parley.server.blob;

import java.io.IOException;

/** Whether there is room for another file on this node: by its own limits, and on its disk. Thread-safe. */
final class StoreRoom {
    /** With less than this a disk is full, in bytes: a file's last blocks may not be had any more. */
    private static final long LEAST_FREE_BYTES = 1024L * 1024;

    private final BlobLimits limits;
    private final BlobFolder folder;
    private final BlobStore store;
    private final NodeCalls calls;
    private final FreeSpace free;

    /** Tells how many bytes are free on the disk. */
    @FunctionalInterface
    interface FreeSpace {
        long bytes() throws IOException;
    }

    StoreRoom(BlobLimits limits, BlobFolder folder, BlobStore store, NodeCalls calls, FreeSpace free) {
        this.limits = limits;
        this.folder = folder;
        this.store = store;
        this.calls = calls;
        this.free = free;
    }

    /**
     * Refuses what does not fit.
     *
     * @param total bytes of the whole file
     * @param more bytes of it that are not here yet
     */
    void check(long total, long more) throws BlobException {
        if (total > limits.maxBytes()) {
            throw new BlobException(
                    BlobCode.BLOB_TOO_LARGE,
                    "this server takes files of at most " + limits.maxBytes()
                            + " bytes (its operator sets parley.blobs.max.bytes)");
        }
        try {
            long kept = calls.ask(store::bytes) + folder.partBytes();
            if (kept + more > limits.storeBytes() || free.bytes() - more < limits.reserveBytes()) {
                throw new BlobException(BlobCode.STORE_FULL, "this server has no room for it: try another one");
            }
        } catch (IOException e) {
            throw new BlobException(BlobCode.STORE_FAILED, "the server cannot read its disk");
        }
    }

    /** What a failure to write is, for who brings a file. What the system says of it is in the system's language. */
    BlobException failed() {
        return full()
                ? new BlobException(BlobCode.STORE_FULL, "the server's disk is full: try another one")
                : new BlobException(BlobCode.STORE_FAILED, "the server cannot write to its disk");
    }

    private boolean full() {
        try {
            return free.bytes() < Math.max(limits.reserveBytes(), LEAST_FREE_BYTES);
        } catch (IOException e) {
            return false;
        }
    }
}
