package chat.parley.server.blob;

import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.log.StoreException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Throws away what is past its time: files by the operator's rule, and what was begun and not gone on with. */
final class Sweep implements AutoCloseable {
    /** Between two sweeps, in milliseconds. */
    static final long PERIOD_MILLIS = 60_000;

    private static final Logger LOG = System.getLogger(Sweep.class.getName());

    private final BlobLimits limits;
    private final BlobFolder folder;
    private final BlobStore store;
    private final Keeper keeper;
    private final Clock clock;

    /** Deletes, one after the other: a disk may take its time. At most a sweep is in work and another waits. */
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), task -> {
                Thread sweeper = new Thread(task, "parley-blob-sweep");
                sweeper.setDaemon(true);
                return sweeper;
            });

    private long swept;

    /**
     * @param clock the time of day
     */
    Sweep(BlobLimits limits, BlobFolder folder, BlobStore store, Keeper keeper, Clock clock) {
        this.limits = limits;
        this.folder = folder;
        this.store = store;
        this.keeper = keeper;
        this.clock = clock;
        this.swept = clock.millis();
        thread.allowCoreThreadTimeOut(true);
    }

    /** Sweeps if it is time. On the node's thread, while no batch of events is open. */
    void tick() {
        long now = clock.millis();
        if (Math.abs(now - swept) < PERIOD_MILLIS || !thread.getQueue().isEmpty()) {
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
        thread.execute(() -> delete(expired, Instant.ofEpochMilli(grace)));
    }

    /** What is not deleted by then, the next start finds. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void delete(List<BlobId> expired, Instant grace) {
        for (BlobId each : expired) {
            try {
                keeper.delete(each);
            } catch (IOException | BlobException e) {
                LOG.log(Level.WARNING, "file {0} stays until the next start: {1}", each.brief(), e.toString());
            }
        }
        try {
            folder.deletePartsBefore(grace);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "what was begun long ago cannot be deleted: {0}", e.toString());
        }
    }
}
