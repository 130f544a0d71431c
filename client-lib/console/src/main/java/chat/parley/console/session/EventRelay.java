package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.client.ClientListener;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Takes events off the client's thread, so that a terminal that stands still (or {@code | less}) does not hold up the
 * client, and keeps those that come before anyone listens. Bounded: beyond its capacity the client does wait.
 */
public final class EventRelay implements ClientListener, AutoCloseable {
    /** Events held at most. */
    static final int CAPACITY = 10_000;

    /** Longest wait for the rest to be shown at closing, in milliseconds. */
    private static final long DRAIN_MILLIS = 5_000;

    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(CAPACITY);
    private volatile boolean open = true;
    private Thread thread;
    private ClientListener target;

    @Override
    public void on(ClientEvent event) {
        put(() -> target.on(event));
    }

    /** Begins to hand the events on, in order, those that waited first. Call once. */
    public synchronized void start(ClientListener listener) {
        target = listener;
        thread = new Thread(this::run, "parley-console-events");
        thread.setDaemon(true);
        thread.start();
    }

    /** Hands on what is there, then ends. Call after the client is closed. */
    @Override
    public synchronized void close() {
        if (thread == null || !open) {
            return;
        }
        if (put(() -> open = false)) {
            try {
                thread.join(DRAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean put(Runnable step) {
        try {
            queue.put(step);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        try {
            while (open) {
                queue.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
