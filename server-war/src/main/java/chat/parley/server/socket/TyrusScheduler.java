package chat.parley.server.socket;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Frees Tyrus from Payara's managed scheduler. Tyrus schedules an idle timeout for every text sent or received, even
 * when there is none, and each time the managed scheduler scans all jars for context providers: messages are three to
 * five times slower for it. There is no setting, so a private field is replaced. Where that fails, nothing is worse than
 * before: one warning, and the node goes on.
 */
public final class TyrusScheduler implements AutoCloseable {
    /** The field of Tyrus' BaseContainer that holds the scheduler, as of Tyrus 2.1 and 2.2. */
    static final String FIELD = "managedScheduledExecutorService";

    private static final Logger LOG = System.getLogger(TyrusScheduler.class.getName());

    private final ScheduledExecutorService replacement = new Plain(task -> {
        Thread thread = new Thread(task, "parley-tyrus-timer");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Replaces the scheduler of a container.
     *
     * @param container a server or client container of Tyrus
     * @return whether it took effect
     */
    public boolean install(Object container) {
        try {
            Field field = find(container == null ? null : container.getClass());
            field.setAccessible(true);
            field.set(container, replacement);
            if (field.get(container) == replacement) {
                return true;
            }
            warn(container, "the field kept its value");
        } catch (ReflectiveOperationException | RuntimeException e) {
            warn(container, e.toString());
        }
        return false;
    }

    @Override
    public void close() {
        replacement.shutdownNow();
    }

    private static void warn(Object container, String why) {
        LOG.log(
                Level.WARNING,
                "Tyrus keeps its slow scheduler in {0} ({1}): messages will be several times slower",
                container == null ? "nothing" : container.getClass().getName(),
                why);
    }

    private static Field find(Class<?> type) throws NoSuchFieldException {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (field.getName().equals(FIELD)) {
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(FIELD);
    }

    /** Forgets cancelled tasks at once, and does not schedule what has no delay: to Tyrus that means "no timeout". */
    private static final class Plain extends ScheduledThreadPoolExecutor {
        Plain(ThreadFactory threads) {
            super(1, threads);
            setRemoveOnCancelPolicy(true);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            return delay <= 0 ? new Never<>() : super.schedule(command, delay, unit);
        }

        @Override
        public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
            return delay <= 0 ? new Never<>() : super.schedule(callable, delay, unit);
        }
    }

    private static final class Never<V> implements ScheduledFuture<V> {
        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(0, other.getDelay(TimeUnit.NANOSECONDS));
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            return true;
        }

        @Override
        public boolean isCancelled() {
            return true;
        }

        @Override
        public boolean isDone() {
            return true;
        }

        @Override
        public V get() {
            throw new CancellationException();
        }

        @Override
        public V get(long timeout, TimeUnit unit) {
            throw new CancellationException();
        }
    }
}
