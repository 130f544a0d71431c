package chat.parley.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Virtual time, in microseconds, and what is due in it. What is due at the same moment is done in the order of the keys
 * (actors and channels have one each) and for one key in the order of asking, so that the order of a run never depends on
 * the order in which one step asked different ones.
 */
final class Timeline {
    static final long MILLI = 1000;
    static final long SECOND = 1000 * MILLI;

    private record Due(long at, long key, long number, Runnable action) {
        static final Comparator<Due> ORDER =
                Comparator.comparingLong(Due::at).thenComparingLong(Due::key).thenComparingLong(Due::number);
    }

    private final PriorityQueue<Due> queue = new PriorityQueue<>(Due.ORDER);
    private long now;
    private long number;
    private long steps;

    long now() {
        return now;
    }

    /** How many things were done. */
    long steps() {
        return steps;
    }

    void after(long delay, long key, Runnable action) {
        queue.add(new Due(now + Math.max(0, delay), key, number++, action));
    }

    /** Does all that is due until then. */
    void runUntil(long end) {
        while (!queue.isEmpty() && queue.peek().at() <= end) {
            Due next = queue.poll();
            now = next.at();
            steps++;
            next.action().run();
        }
        now = Math.max(now, end);
    }
}
