package chat.parley.server.socket;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads all connections share. Plain executors on purpose: Payara's managed ones save and restore a context for
 * each task, which costs ten times what sending a text does.
 */
public final class SocketThreads implements AutoCloseable {
    /** Dials under way at the same time; each blocks its thread until it connects or times out. */
    private static final int DIALS = 8;

    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor drainers;
    private final ThreadPoolExecutor dialers;
    private final ScheduledThreadPoolExecutor timer;

    /** Starts them, as many drainers as there are cores, two at least. */
    public SocketThreads() {
        drainers = pool(Math.max(2, Runtime.getRuntime().availableProcessors()), "parley-drain");
        dialers = pool(DIALS, "parley-dial");
        timer = new ScheduledThreadPoolExecutor(1, named("parley-timer"));
        timer.setRemoveOnCancelPolicy(true);
    }

    /** For sending what is queued. Tasks must not block. */
    ExecutorService drainers() {
        return drainers;
    }

    /** For connecting to others. */
    ExecutorService dialers() {
        return dialers;
    }

    /** For time limits. Tasks must be short. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        dialers.shutdownNow();
        drainers.shutdown();
        try {
            if (!drainers.awaitTermination(1, TimeUnit.SECONDS)) {
                drainers.shutdownNow();
            }
        } catch (InterruptedException e) {
            drainers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadPoolExecutor pool(int size, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
