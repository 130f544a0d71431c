package chat.parley.server.socket;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does short tasks on a few threads. A message to a room of a hundred is a hundred tasks: waking a thread for each would
 * cost more than the tasks, so a thread is woken only while not all are at work, and goes on until nothing is left.
 */
final class Drainers implements Executor {
    private static final Logger LOG = System.getLogger(Drainers.class.getName());

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger working = new AtomicInteger();
    private final Executor threads;
    private final int most;

    /**
     * @param threads where the work is done
     * @param most so many of them at most
     */
    Drainers(Executor threads, int most) {
        this.threads = threads;
        this.most = most;
    }

    /** @throws RejectedExecutionException if the threads have been stopped: then the task will not be done */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (begins()) {
            try {
                threads.execute(this::work);
            } catch (RejectedExecutionException e) {
                working.decrementAndGet();
                tasks.remove(task);
                throw e;
            }
        }
    }

    /** Whether one more thread is to work. */
    private boolean begins() {
        int now = working.get();
        while (now < most) {
            if (working.compareAndSet(now, now + 1)) {
                return true;
            }
            now = working.get();
        }
        return false;
    }

    private void work() {
        do {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                try {
                    task.run();
                } catch (RuntimeException | Error e) {
                    LOG.log(Level.ERROR, "a task failed", e);
                }
            }
            working.decrementAndGet();
            // Who came after the last look, and found all at work, relies on this thread.
        } while (!tasks.isEmpty() && begins());
    }
}
