package chat.parley.server.blob;

import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.log.StoreException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes in whole files of which the database knows nothing, as if they had just been fetched. The process may have ended
 * between file and database; or it is another database than the last time, and then they may be all there are. What no
 * log names goes when its time is over.
 */
final class Adoption {
    /** Files that are taken in at a time. */
    private static final int BATCH = 256;

    private static final Logger LOG = System.getLogger(Adoption.class.getName());

    private final BlobStore store;
    private final long now;
    private final List<BlobStore.Kept> found = new ArrayList<>();
    private long files;
    private long bytes;

    private Adoption(BlobStore store, long now) {
        this.store = store;
        this.now = now;
    }

    /**
     * Does it all, before anybody is let in.
     *
     * @throws IOException if folder or database cannot be used
     */
    static void run(BlobFolder folder, BlobStore store, long now) throws IOException {
        Adoption adoption = new Adoption(store, now);
        folder.forEach(adoption::look);
        adoption.take();
        if (adoption.files > 0) {
            LOG.log(
                    Level.WARNING,
                    "{0} files of {1} bytes were unknown to the database: kept for now, and on if a room names them",
                    adoption.files,
                    adoption.bytes);
        }
    }

    private void look(BlobId id, long length) throws IOException {
        if (store.find(id).isPresent()) {
            return;
        }
        found.add(new BlobStore.Kept(id, length, Optional.empty()));
        files++;
        bytes += length;
        if (found.size() == BATCH) {
            take();
        }
    }

    private void take() throws IOException {
        try {
            store.keep(found, now);
        } catch (StoreException e) {
            throw new IOException(e);
        }
        found.clear();
    }
}
