package chat.parley.server.log;

import chat.parley.protocol.log.Ledger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The one thread on which a node thinks: sessions, links and the ledger are touched by it alone, so none of them needs a
 * lock. It takes whatever has queued up meanwhile as one batch and then flushes the ledger: one disk sync for all.
 */
public final class NodeLoop implements AutoCloseable {
    /** Most tasks that wait. A full queue holds up who submits: the sockets, and so the peers. */
    public static final int MAX_QUEUED = 65_536;

    /** Most tasks of one batch. */
    private static final int MAX_BATCH = 1024;

    private static final Logger LOG = System.getLogger(NodeLoop.class.getName());

    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
    private final Ledger ledger;
    private final Thread thread = new Thread(this::run, "parley-node");
    private volatile boolean stopping;

    public NodeLoop(Ledger ledger) {
        this.ledger = ledger;
    }

    public void start() {
        thread.start();
    }

    /** Has a task done, in the order of submission; waits while the queue is full. Does nothing once closed. */
    public void submit(Runnable task) {
        try {
            while (!stopping && !queue.offer(task, 1, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "the node is behind by {0} tasks", MAX_QUEUED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
                batch.add(queue.take());
                queue.drainTo(batch, MAX_BATCH - 1);
            } catch (InterruptedException e) {
                return;
            }
            for (Runnable task : batch) {
                guarded(task);
            }
            batch.clear();
            guarded(ledger::flush);
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | StackOverflowError e) {
            // One peer's poison must not stop the node (I11).
            LOG.log(Level.ERROR, "a task failed", e);
        }
    }
}
