package chat.parley.server.blob;

import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.UserId;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Brings folder and database together: a file is kept when both say so. Thread-safe. */
final class Keeper {
    private static final int GUARDS = 64;

    private static final Logger LOG = System.getLogger(Keeper.class.getName());

    private final BlobFolder folder;
    private final BlobStore store;
    private final NodeCalls calls;
    private final Clock clock;

    /** Held while file and row of one id come or go. */
    private final Object[] guards = new Object[GUARDS];

    /**
     * @param clock the time of day: files are kept for days
     */
    Keeper(BlobFolder folder, BlobStore store, NodeCalls calls, Clock clock) {
        this.folder = folder;
        this.store = store;
        this.calls = calls;
        this.clock = clock;
        Arrays.setAll(guards, each -> new Object());
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
        BlobStore.Kept kept = new BlobStore.Kept(id, folder.length(part), owner);
        synchronized (guard(id)) {
            folder.keep(part, id);
            // If that fails the file stays, and the next start finds it: somebody else may have kept the same one.
            calls.change(() -> store.keep(List.of(kept), clock.millis()));
        }
        return true;
    }

    /** Deletes a file that was forgotten, unless it has been kept again meanwhile. */
    void delete(BlobId id) throws IOException, BlobException {
        synchronized (guard(id)) {
            if (calls.ask(() -> store.find(id)).isEmpty()) {
                folder.delete(id);
            }
        }
    }

    private Object guard(BlobId id) {
        return guards[Math.floorMod(id.hashCode(), guards.length)];
    }

    /** Begins its time anew. */
    void renew(BlobStore.Kept blob) throws BlobException {
        calls.change(() -> store.keep(List.of(blob), clock.millis()));
    }
}
