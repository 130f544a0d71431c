package chat.parley.server.account;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what somebody does within a sliding window of time, for a bounded number of somebodies. */
final class Attempts {
    /** Keys that are remembered; beyond that the one that was quiet longest is forgotten. */
    static final int MAX_KEYS = 100_000;

    private final Limit limit;
    private final Map<String, Deque<Long>> times = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Long>> eldest) {
            return size() > MAX_KEYS;
        }
    };

    /** So many attempts within a window, in milliseconds. */
    record Limit(int most, long windowMillis) {}

    Attempts(Limit limit) {
        this.limit = limit;
    }

    /** How long until one more is allowed, in milliseconds; 0 if it is now. */
    long wait(String key, long now) {
        Deque<Long> past = times.get(key);
        if (past == null) {
            return 0;
        }
        drop(past, now);
        return past.size() < limit.most() ? 0 : past.peekFirst() + limit.windowMillis() - now;
    }

    void count(String key, long now) {
        Deque<Long> past = times.computeIfAbsent(key, id -> new ArrayDeque<>(2));
        drop(past, now);
        past.addLast(now);
        if (past.size() > limit.most()) {
            past.removeFirst();
        }
    }

    private void drop(Deque<Long> past, long now) {
        while (!past.isEmpty() && now - past.peekFirst() >= limit.windowMillis()) {
            past.removeFirst();
        }
    }
}
