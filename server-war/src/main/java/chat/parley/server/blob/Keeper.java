package chat.parley.server.blob;

import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.UserId;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Brings folder and database together: a file is kept when both say so. Thread-safe. */
final class Keeper {
    private static final Logger LOG = System.getLogger(Keeper.class.getName());

    private final BlobFolder folder;
    private final BlobStore store;
    private final NodeCalls calls;
    private final Clock clock;

    /**
     * @param clock the time of day: files are kept for days
     */
    Keeper(BlobFolder folder, BlobStore store, NodeCalls calls, Clock clock) {
        this.folder = folder;
        this.store = store;
        this.calls = calls;
        this.clock = clock;
    }

    /** The file, if it is kept. */
    Optional<BlobStore.Kept> find(BlobId id) throws BlobException {
        Optional<BlobStore.Kept> kept = calls.ask(() -> store.find(id));
        try {
            if (kept.isPresent() && folder.whole(id).isEmpty()) {
                LOG.log(Level.WARNING, "file {0} is gone from the disk", id.brief());
                calls.change(() -> store.forget(List.of(id)));
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new BlobException(BlobCode.STORE_FAILED, "the server cannot read its disk");
        }
        return kept;
    }

    /**
     * Takes a part for the file.
     *
     * @param owner who has brought it; empty if it was fetched
     * @return whether it is that file, by its hash; if not, the part is gone
     */
    boolean keep(BlobId id, Path part, Optional<UserId> owner) throws IOException, BlobException {
        if (!folder.isBlob(part, id)) {
            folder.delete(part);
            return false;
        }
        long bytes = folder.length(part);
        folder.keep(part, id);
        try {
            calls.change(() -> store.keep(new BlobStore.Kept(id, bytes, owner), clock.millis()));
        } catch (BlobException e) {
            folder.delete(id);
            throw e;
        }
        return true;
    }

    /** Begins its time anew. */
    void renew(BlobStore.Kept blob) throws BlobException {
        calls.change(() -> store.keep(blob, clock.millis()));
    }
}
