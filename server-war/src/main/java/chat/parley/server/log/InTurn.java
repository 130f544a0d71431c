package chat.parley.server.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.function.Consumer;

/** Several things of which one that fails keeps no other from being done. */
public final class InTurn {
    private InTurn() {}

    /** Does something with each of these, as they are now; the first failure is thrown in the end. */
    public static <T> void each(Collection<T> all, Consumer<? super T> action) {
        RuntimeException failure = null;
        for (T one : new ArrayList<>(all)) {
            try {
                action.accept(one);
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
