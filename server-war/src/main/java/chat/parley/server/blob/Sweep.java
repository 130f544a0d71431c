package chat.parley.server.blob;

import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.log.StoreException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Throws away what is past its time: files by the operator's rule, and what was begun and not gone on with. */
final class Sweep {
    /** Between two sweeps, in milliseconds. */
    static final long PERIOD_MILLIS = 60_000;

    private static final Logger LOG = System.getLogger(Sweep.class.getName());

    private final BlobLimits limits;
    private final BlobFolder folder;
    private final BlobStore store;
    private final Fetcher fetcher;
    private final Clock clock;
    private long swept;

    /**
     * @param clock the time of day
     */
    Sweep(BlobLimits limits, BlobFolder folder, BlobStore store, Fetcher fetcher, Clock clock) {
        this.limits = limits;
        this.folder = folder;
        this.store = store;
        this.fetcher = fetcher;
        this.clock = clock;
        this.swept = clock.millis();
    }

    /** Sweeps if it is time. On the node's thread, while no batch of events is open. */
    void tick() {
        long now = clock.millis();
        if (Math.abs(now - swept) < PERIOD_MILLIS) {
            return;
        }
        swept = now;
        long grace = now - limits.grace().toMillis();
        List<BlobId> expired = store.expired(now - limits.keep().toMillis(), grace);
        try {
            if (!expired.isEmpty()) {
                store.forget(expired);
            }
        } catch (StoreException e) {
            // The next sweep finds them again.
            return;
        }
        fetcher.background(() -> delete(expired, Instant.ofEpochMilli(grace)));
    }

    private void delete(List<BlobId> expired, Instant grace) {
        try {
            for (BlobId each : expired) {
                folder.delete(each);
            }
            folder.deletePartsBefore(grace);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "old files cannot be deleted: {0}", e.toString());
        }
    }
}
