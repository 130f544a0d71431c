package chat.parley.bench;

import java.util.Arrays;

/** How long things took; all are kept, and sorted when asked. One thread adds. */
final class Times {
    private static final double MILLI = 1e6;

    private long[] nanos = new long[1 << 16];
    private volatile int count;

    void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count] = time;
        count++;
    }

    /** How many there are by now: those after it are what {@link #millis} is asked of. */
    int mark() {
        return count;
    }

    /** The time that a part of those between two marks did not exceed, in milliseconds. */
    double millis(int from, int to, double part) {
        if (from == to) {
            return 0;
        }
        long[] sorted = Arrays.copyOfRange(nanos, from, to);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, part * sorted.length)] / MILLI;
    }
}
