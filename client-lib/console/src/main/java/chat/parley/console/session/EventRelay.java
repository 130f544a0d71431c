package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.client.ClientListener;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Takes events off the client's thread, so that a terminal that stands still (or {@code | less}) does not hold up the
 * client, and keeps those that come before anyone listens. Bounded: beyond its capacity the client does wait.
 */
public final class EventRelay implements ClientListener, AutoCloseable {
    /** Events held at most. */
    static final int CAPACITY = 10_000;

    /** Longest wait for the rest to be shown at closing, in milliseconds. */
    private static final long DRAIN_MILLIS = 5_000;

    /** Between two looks of a client that waits, whether anybody listens still, in milliseconds. */
    private static final long LOOK_MILLIS = 100;

    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(CAPACITY);
    private volatile boolean open = true;
    private Thread thread;
    private ClientListener target;
    private Consumer<String> warnings;
    private boolean failing;

    @Override
    public void on(ClientEvent event) {
        try {
            while (open && !queue.offer(() -> target.on(event), LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                // The listener is slow, or stands still.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Begins to hand the events on, in order, those that waited first. Call once.
     *
     * @param warnings hears that an event could not be shown: those after it are
     */
    public synchronized void start(ClientListener listener, Consumer<String> warnings) {
        target = listener;
        this.warnings = warnings;
        thread = new Thread(this::run, "parley-console-events");
        thread.setDaemon(true);
        thread.start();
    }

    /** Hands on what is there, then ends. Call before the client is closed, which is asked for what is shown of an event. */
    @Override
    public synchronized void close() {
        try {
            if (thread != null && open && queue.offer(() -> open = false, DRAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                thread.join(DRAIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open = false;
    }

    private void run() {
        try {
            while (open) {
                handOn(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One that fails does not take the others with it; of several in a row, the first is told. */
    private void handOn(Runnable step) {
        try {
            step.run();
            failing = false;
        } catch (RuntimeException e) {
            if (open && !failing) {
                failing = true;
                warn(e);
            }
        }
    }

    private void warn(RuntimeException failure) {
        try {
            warnings.accept("something has happened that cannot be shown: " + failure.getMessage());
        } catch (RuntimeException e) {
            // Nothing can be shown at all.
        }
    }
}
