package chat.parley.console.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which line of the input has begun what: texts and files have numbers, by which events tell later what became of them.
 * Thread-safe.
 */
public final class Errands {
    /** So many are remembered. */
    static final int CAPACITY = 10_000;

    /** An event may be told before the line that caused it has learned the number; longest wait for that, in milliseconds. */
    private static final long LEARN_MILLIS = 1_000;

    private final Map<Long, Integer> lines = new LinkedHashMap<>();
    private Optional<Integer> now = Optional.empty();

    /** A line is being carried out from now on. */
    public synchronized void begin(int line) {
        now = Optional.of(line);
    }

    /** None is. */
    public synchronized void end() {
        now = Optional.empty();
        notifyAll();
    }

    /** The line being carried out. */
    public synchronized Optional<Integer> now() {
        return now;
    }

    /** The line being carried out, if there is one, has begun this. */
    synchronized void begun(long number) {
        now.ifPresent(line -> lines.put(number, line));
        if (lines.size() > CAPACITY) {
            lines.remove(lines.keySet().iterator().next());
        }
        notifyAll();
    }

    /** The line that has begun this; empty if none has since the program runs. */
    synchronized Optional<Integer> lineOf(long number) {
        long end = System.nanoTime() + LEARN_MILLIS * 1_000_000;
        try {
            while (now.isPresent() && !lines.containsKey(number)) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    break;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.ofNullable(lines.get(number));
    }
}
