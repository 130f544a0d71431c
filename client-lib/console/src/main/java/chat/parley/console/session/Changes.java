package chat.parley.console.session;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Lets one thread wait until something holds that others bring about. */
public final class Changes {
    /** How often a condition is looked at without being told, in milliseconds: some things change silently. */
    private static final long LOOK_MILLIS = 50;

    /** Something may hold now. */
    public synchronized void happened() {
        notifyAll();
    }

    /**
     * Waits until the condition holds, at most so long.
     *
     * @return whether it holds
     */
    public boolean await(BooleanSupplier condition, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0 || !pause(Math.min(left, LOOK_MILLIS))) {
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    private synchronized boolean pause(long millis) {
        try {
            wait(Math.max(1, millis));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
