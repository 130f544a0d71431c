package chat.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One thread with all sockets of the crowd: what is measured is the node, not the threads of those who measure. */
final class Loop implements AutoCloseable {
    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "crowd");
    private volatile boolean over;
    private volatile Throwable failure;

    Loop() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.setDaemon(true);
        thread.start();
    }

    Selector selector() {
        return selector;
    }

    /** Does something on this thread, soon. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Throws what ended the thread, if something did. */
    void check() {
        if (failure != null) {
            throw new IllegalStateException("the crowd's thread has failed", failure);
        }
    }

    @Override
    public void close() {
        over = true;
        selector.wakeup();
    }

    private void run() {
        try (selector) {
            while (!over) {
                selector.select();
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
                while (keys.hasNext()) {
                    SelectionKey key = keys.next();
                    keys.remove();
                    ((TextLine) key.attachment()).ready(key);
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
    }
}
