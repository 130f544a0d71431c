package chat.parley.client.net;

import chat.parley.client.AccountException;
import chat.parley.client.ClientException;
import chat.parley.client.RoomException;
import chat.parley.client.store.StoreFailedException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The one thread that a client is used by. A step that fails ends it, and so does a call whose store has failed: going on
 * could use a key twice. Nothing is run after that.
 */
final class ClientThread {
    /** So long {@link #close} waits for what is being done. */
    private static final long CLOSE_SECONDS = 5;

    private final ScheduledExecutorService executor;
    private final Consumer<RuntimeException> ended;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Thread thread;
    private volatile boolean stopped;

    /**
     * @param ended called once, on the thread, if it ends by itself
     */
    ClientThread(Consumer<RuntimeException> ended) {
        this.ended = ended;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            thread = new Thread(task, "parley-client");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs something again and again, from now on. */
    void every(long millis, Runnable step) {
        executor.scheduleWithFixedDelay(() -> guarded(step), 0, millis, TimeUnit.MILLISECONDS);
    }

    /** Runs something as soon as what was asked for before is done. */
    void later(Runnable step) {
        try {
            executor.execute(() -> guarded(step));
        } catch (RejectedExecutionException e) {
            // The client is closed: nobody listens any more.
        }
    }

    void run(Runnable step) {
        call(() -> {
            step.run();
            return null;
        });
    }

    /** Runs something, and waits for what it returns or throws. */
    <T> T call(Callable<T> step) {
        try {
            if (here()) {
                return asked(step);
            }
            return executor.submit(() -> asked(step)).get();
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } catch (RejectedExecutionException e) {
            throw over();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted");
        } catch (Exception e) {
            throw unchecked(e);
        }
    }

    /** Whether nothing is run any more, or will not be soon. */
    boolean isOver() {
        return executor.isShutdown();
    }

    /**
     * Ends it, and waits for what is being done, unless it is itself that asks.
     *
     * @param last run last; not if it has ended by itself
     * @return false if it was closed before
     */
    boolean close(Runnable last) {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        Runnable unlessStopped = () -> {
            if (!stopped) {
                last.run();
            }
        };
        if (here()) {
            unlessStopped.run();
            executor.shutdown();
            return true;
        }
        try {
            executor.execute(unlessStopped);
        } catch (RejectedExecutionException e) {
            // It has ended by itself.
        }
        executor.shutdown();
        try {
            executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private boolean here() {
        return Thread.currentThread() == thread;
    }

    private void guarded(Runnable step) {
        if (stopped || closed.get()) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
            stop(e);
        }
    }

    /** A caller is told of a failure, which ends the thread all the same if it is the store's. */
    private <T> T asked(Callable<T> step) throws Exception {
        if (stopped) {
            throw over();
        }
        try {
            return step.call();
        } catch (StoreFailedException e) {
            stop(e);
            throw e;
        }
    }

    private void stop(RuntimeException why) {
        if (!stopped) {
            stopped = true;
            executor.shutdown();
            ended.accept(why);
        }
    }

    private static IllegalStateException over() {
        return new IllegalStateException("the client is closed");
    }

    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof ClientException || cause instanceof RoomException || cause instanceof AccountException) {
            return (RuntimeException) cause;
        }
        if (cause instanceof IllegalArgumentException) {
            return new IllegalArgumentException(cause.getMessage(), cause);
        }
        return new IllegalStateException(cause.getMessage(), cause);
    }
}
