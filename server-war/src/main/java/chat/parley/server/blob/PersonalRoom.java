package chat.parley.server.blob;

import chat.parley.protocol.id.UserId;
import java.io.IOException;
import java.time.Clock;

/** What one person may still bring: by what is kept of theirs, what they have begun, and what they brought today. Thread-safe. */
final class PersonalRoom {
    /** Files that all people together have begun and not ended. */
    private static final int MAX_ALL_PARTS = 4096;

    private final BlobLimits limits;
    private final BlobFolder folder;
    private final BlobStore store;
    private final NodeCalls calls;
    private final DayAllowance day;

    PersonalRoom(BlobLimits limits, BlobFolder folder, BlobStore store, NodeCalls calls, Clock timer) {
        this.limits = limits;
        this.folder = folder;
        this.store = store;
        this.calls = calls;
        this.day = new DayAllowance(limits.userDayBytes(), timer);
    }

    /**
     * Refuses what is more than that.
     *
     * @param begins whether nothing of the file is here yet
     */
    void check(UserId user, UploadRange range, boolean begins) throws BlobException, IOException {
        BlobFolder.PartsOf parts = folder.partsOf(user.bytes());
        if (begins && parts.count() >= Uploads.MAX_PARTS) {
            throw exceeded("end what you have begun first: at most " + Uploads.MAX_PARTS + " files at a time");
        }
        if (begins && parts.all() >= MAX_ALL_PARTS) {
            throw new BlobException(BlobCode.BUSY, "too many files are under way: try another server")
                    .with(BlobAnswer.RETRY_AFTER, 1);
        }
        long kept = calls.ask(() -> store.bytesOf(user));
        long missing = range.total() - range.from();
        if (kept + parts.bytes() + missing > limits.userBytes()) {
            throw exceeded("this server keeps at most " + limits.userBytes()
                    + " bytes for one person (its operator sets parley.blobs.user.bytes)");
        }
        long wait = day.wait(user, range.length());
        if (wait > 0) {
            throw exceeded("this server takes at most " + limits.userDayBytes()
                            + " bytes a day from one person (its operator sets parley.blobs.user.day.bytes)")
                    .with(BlobAnswer.RETRY_AFTER, wait);
        }
    }

    void brought(UserId user, long bytes) {
        day.take(user, bytes);
    }

    private static BlobException exceeded(String reason) {
        return new BlobException(BlobCode.QUOTA_EXCEEDED, reason);
    }
}
