package chat.parley.server.blob;

import chat.parley.protocol.id.BlobId;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Fetches files from linked servers, a few at a time, each once however many ask for it. Whom it asks answers from what it
 * holds only, so a question goes no further. Thread-safe.
 */
final class Fetcher implements AutoCloseable {
    /** Why a file is fetched: what is asked for without end in one lane holds up no other. */
    enum Lane {
        /** Somebody here waits for it. */
        ASKED(4),
        /** A linked server wants it copied. */
        COPY(2),
        /** A log names it. */
        NAMED(2);

        private final int threads;

        /**
         * @param threads files that are fetched at a time
         */
        Lane(int threads) {
            this.threads = threads;
        }
    }

    /** Files that wait for their turn in a lane. */
    private static final int MAX_WAITING = 256;

    /** Servers that are asked for one file. */
    private static final int MAX_ASKED = 16;

    /** For so long nobody is asked again for what nobody had. */
    private static final long MISSED_NANOS = 5_000_000_000L;

    private static final int MAX_MISSED = 4096;
    private static final byte[] NOBODY = {};

    private static final Logger LOG = System.getLogger(Fetcher.class.getName());

    private final BlobFolder folder;
    private final Keeper keeper;
    private final PeerDownload download;
    private final Map<Lane, ThreadPoolExecutor> threads = new EnumMap<>(Lane.class);
    private final Map<BlobId, CompletableFuture<Boolean>> underWay = new LinkedHashMap<>();
    private final Map<BlobId, Long> missed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlobId, Long> eldest) {
            return size() > MAX_MISSED;
        }
    };

    Fetcher(BlobFolder folder, Keeper keeper, StoreRoom room, Clock timer) {
        this.folder = folder;
        this.keeper = keeper;
        this.download = new PeerDownload(folder, room, timer);
        for (Lane lane : Lane.values()) {
            threads.put(lane, threads(lane));
        }
    }

    /** Fetches a file, asking one after the other; tells whether it is kept here then. */
    CompletableFuture<Boolean> fetch(Lane lane, BlobId id, List<Neighbours.Neighbour> from) {
        synchronized (underWay) {
            CompletableFuture<Boolean> begun = underWay.get(id);
            if (begun != null) {
                return begun;
            }
            Long miss = missed.get(id);
            if (from.isEmpty() || miss != null && System.nanoTime() - miss < MISSED_NANOS) {
                return CompletableFuture.completedFuture(false);
            }
            CompletableFuture<Boolean> fetching = new CompletableFuture<>();
            underWay.put(id, fetching);
            try {
                threads.get(lane).execute(() -> finish(id, fetching, run(id, from)));
            } catch (RejectedExecutionException e) {
                underWay.remove(id);
                fetching.complete(false);
            }
            return fetching;
        }
    }

    @Override
    public void close() {
        threads.values().forEach(ThreadPoolExecutor::shutdownNow);
    }

    private static ThreadPoolExecutor threads(Lane lane) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                lane.threads, lane.threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                    Thread thread = new Thread(task, "parley-blob-fetch");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private void finish(BlobId id, CompletableFuture<Boolean> fetching, boolean kept) {
        synchronized (underWay) {
            underWay.remove(id);
            missed.remove(id);
            if (!kept) {
                missed.put(id, System.nanoTime());
            }
        }
        fetching.complete(kept);
    }

    private boolean run(BlobId id, List<Neighbours.Neighbour> from) {
        Path part = folder.part(id, NOBODY);
        try {
            if (keeper.find(id).isPresent()) {
                return true;
            }
            for (Neighbours.Neighbour each : from.subList(0, Math.min(MAX_ASKED, from.size()))) {
                if (tried(each, id, part)) {
                    return true;
                }
            }
        } catch (BlobException e) {
            LOG.log(Level.WARNING, "file {0} is not fetched: {1}", id.brief(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "file " + id.brief() + " is not fetched", e);
        }
        return false;
    }

    private boolean tried(Neighbours.Neighbour from, BlobId id, Path part) throws BlobException {
        try {
            boolean begun = folder.length(part) > 0;
            if (!download.run(from, id, part)) {
                return false;
            }
            if (keeper.keep(id, part, Optional.empty())) {
                return true;
            }
            LOG.log(Level.WARNING, "{0} gave another file than {1}", from, id.brief());
            // What stood there before may have been another server's fault.
            return begun && download.run(from, id, part) && keeper.keep(id, part, Optional.empty());
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> from + " did not give file " + id.brief() + ": " + e);
            return false;
        }
    }
}
