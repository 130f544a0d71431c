package chat.parley.client.net;

import chat.parley.client.core.Background;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Does slow work one after the other on a thread that is there only while there is some. */
final class SlowWork implements Background {
    private static final long IDLE_SECONDS = 5;

    private final Consumer<Runnable> client;
    private final ThreadPoolExecutor thread;

    /**
     * @param client runs something on the client's thread
     */
    SlowWork(Consumer<Runnable> client) {
        this.client = client;
        this.thread = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<Runnable>(), task -> {
                    Thread slow = new Thread(task, "parley-slow");
                    slow.setDaemon(true);
                    return slow;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public <T> void run(Callable<T> work, BiConsumer<T, Exception> then) {
        thread.execute(() -> {
            try {
                T result = work.call();
                client.accept(() -> then.accept(result, null));
            } catch (Exception e) {
                client.accept(() -> then.accept(null, e));
            }
        });
    }
}
