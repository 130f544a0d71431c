package chat.parley.server.blob;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Stands before the files until the node is ready, and again when it stops; and has threads of its own for them: a file
 * takes its thread for minutes, and Payara has few for all.
 */
@ApplicationScoped
public class BlobDoor {
    /** Requests at a time; who comes when all are taken is told to come back. */
    private static final int THREADS = 32;

    private volatile BlobService service;
    private volatile ThreadPoolExecutor threads;

    /** Lets requests through from now on. */
    public synchronized void open(BlobService files) {
        threads = new ThreadPoolExecutor(0, THREADS, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "parley-blob");
            thread.setDaemon(true);
            return thread;
        });
        service = files;
    }

    /** Turns requests away and breaks off those under way. */
    public synchronized void shut() {
        service = null;
        if (threads != null) {
            threads.shutdownNow();
            threads = null;
        }
    }

    /** Who answers on one of these threads. */
    @FunctionalInterface
    interface Visit {
        void with(BlobService files);
    }

    void enter(Visit visit) throws BlobException {
        BlobService open = service;
        ThreadPoolExecutor free = threads;
        if (open == null || free == null) {
            throw new BlobException(BlobCode.NOT_READY, "the server starts or stops").with(BlobAnswer.RETRY_AFTER, 1);
        }
        try {
            free.execute(() -> visit.with(open));
        } catch (RejectedExecutionException e) {
            throw new BlobException(BlobCode.BUSY, "too many files are under way").with(BlobAnswer.RETRY_AFTER, 1);
        }
    }
}
