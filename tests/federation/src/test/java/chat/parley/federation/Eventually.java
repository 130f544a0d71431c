package chat.parley.federation;

import java.time.Duration;

/** Waits for what comes about in other processes. */
final class Eventually {
    private static final long POLL_MILLIS = 100;

    private Eventually() {}

    /** Repeats the assertion until it holds, and returns how long that took; throws its last failure after the time. */
    static Duration within(Duration time, Runnable assertion) {
        long start = System.nanoTime();
        while (true) {
            try {
                assertion.run();
                return Duration.ofNanos(System.nanoTime() - start);
            } catch (AssertionError failure) {
                if (System.nanoTime() - start > time.toNanos()) {
                    throw failure;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
