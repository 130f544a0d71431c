package chat.parley.nodes;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for what comes about in other processes. */
public final class Eventually {
    private static final Duration POLL = Duration.ofMillis(50);

    private Eventually() {}

    /** Repeats the assertion until it holds, and returns how long that took; throws its last failure after the time. */
    public static Duration within(Duration time, Runnable assertion) {
        long start = System.nanoTime();
        try {
            Awaitility.await()
                    .atMost(time)
                    .pollInterval(POLL)
                    .pollDelay(Duration.ZERO)
                    .untilAsserted(assertion::run);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage(), e);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
