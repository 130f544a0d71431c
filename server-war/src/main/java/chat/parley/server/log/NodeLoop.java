package chat.parley.server.log;

import chat.parley.protocol.log.Ledger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The one thread on which a node thinks: sessions, links and the ledger are touched by it alone, so none of them needs a
 * lock. It takes whatever has queued up meanwhile as one batch and then flushes the ledger: one disk sync for all.
 */
public final class NodeLoop implements AutoCloseable {
    /** Most tasks that wait. A full queue holds up who submits: the sockets, and so the peers. */
    public static final int MAX_QUEUED = 65_536;

    /** Most that the tasks of all lanes hold in memory, as their submitters count it, in KiB. */
    static final int MAX_QUEUED_KIB = 64 * 1024;

    /** Most tasks of one batch. */
    private static final int MAX_BATCH = 1024;

    static final int KIB = 1024;

    private static final Logger LOG = System.getLogger(NodeLoop.class.getName());

    private final BlockingQueue<Runnable> queue;
    private final Semaphore room = new Semaphore(MAX_QUEUED_KIB);
    private final Ledger ledger;
    private final Thread thread = new Thread(this::run, "parley-node");

    /** Tasks that the node's thread has submitted itself: it must never wait for itself. */
    private final Deque<Runnable> own = new ArrayDeque<>();

    private volatile boolean stopping;

    public NodeLoop(Ledger ledger) {
        this(ledger, MAX_QUEUED);
    }

    NodeLoop(Ledger ledger, int maxQueued) {
        this.ledger = ledger;
        this.queue = new ArrayBlockingQueue<>(maxQueued);
    }

    public void start() {
        thread.start();
    }

    /** Has a task done, in the order of submission; waits while the queue is full. Does nothing once closed. */
    public void submit(Runnable action) {
        if (Thread.currentThread() == thread) {
            own.add(action);
            return;
        }
        try {
            while (!stopping && !queue.offer(action, 1, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "the node is behind by {0} tasks", queue.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until so much may wait in memory; false once closed. */
    boolean reserve(int kib) {
        return reserve(room, kib);
    }

    /** The same of a part of it. */
    boolean reserve(Semaphore part, int kib) {
        try {
            while (!stopping && !part.tryAcquire(kib, 1, TimeUnit.SECONDS)) {
                LOG.log(Level.DEBUG, "a connection waits until the node has done what it sent");
            }
            return !stopping;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void release(int kib) {
        room.release(kib);
    }

    /**
     * Has a task done if there is room for it: for what recurs anyway, and for callers that must not wait.
     *
     * @return false if there is none
     */
    public boolean offer(Runnable action) {
        return Thread.currentThread() == thread ? own.add(action) : queue.offer(action);
    }

    /** Finishes what is queued and stops. */
    @Override
    public void close() {
        submit(() -> stopping = true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Runnable> batch = new ArrayList<>();
        while (!stopping) {
            try {
                // With something to flush or to do it does not wait for more.
                Runnable first = own.isEmpty() && !ledger.pending() ? queue.take() : queue.poll();
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, MAX_BATCH - 1);
                }
            } catch (InterruptedException e) {
                return;
            }
            batch.forEach(NodeLoop::guarded);
            batch.clear();
            for (int left = own.size(); left > 0; left--) {
                guarded(own.poll());
            }
            guarded(ledger::flush);
        }
    }

    static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // One peer's poison must not stop the node (I11); without this thread it would only look alive.
            LOG.log(Level.ERROR, "a task failed", e);
        }
    }
}
