package chat.parley.client.core;

import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/** Where work is done that takes too long for the client's thread: stretching a password. */
public interface Background {
    /** On the thread of who asks: for clients that nobody waits for, and for simulations. */
    Background AT_ONCE = new Background() {
        @Override
        public <T> void run(Callable<T> work, BiConsumer<T, Exception> then) {
            T result;
            try {
                result = work.call();
            } catch (Exception e) {
                then.accept(null, e);
                return;
            }
            then.accept(result, null);
        }
    };

    /** Does the work, and then tells its result, or what it threw, on the client's thread. */
    <T> void run(Callable<T> work, BiConsumer<T, Exception> then);
}
