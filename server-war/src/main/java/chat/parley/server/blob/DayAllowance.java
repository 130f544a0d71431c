package chat.parley.server.blob;

import chat.parley.protocol.id.UserId;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each person may still bring: it grows back steadily, to the whole in a day. In memory. Thread-safe. */
final class DayAllowance {
    private static final long DAY_MILLIS = 24 * 60 * 60_000L;

    /** People of whom it is remembered what they brought; who has been away longest is forgotten first. */
    private static final int MAX_PEOPLE = 65_536;

    private final long perDay;
    private final Clock clock;
    private final Map<UserId, Spent> spent = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UserId, Spent> eldest) {
            return size() > MAX_PEOPLE;
        }
    };

    private record Spent(double bytes, long at) {}

    DayAllowance(long perDay, Clock clock) {
        this.perDay = perDay;
        this.clock = clock;
    }

    /** Seconds until so many bytes may be brought; 0 if now. */
    synchronized long wait(UserId user, long bytes) {
        double over = spentNow(user) + bytes - perDay;
        return over <= 0 ? 0 : 1 + (long) (over / perDay * DAY_MILLIS / 1000);
    }

    synchronized void take(UserId user, long bytes) {
        spent.put(user, new Spent(spentNow(user) + bytes, clock.millis()));
    }

    private double spentNow(UserId user) {
        Spent before = spent.get(user);
        if (before == null) {
            return 0;
        }
        double grown = (double) perDay * (clock.millis() - before.at()) / DAY_MILLIS;
        return Math.max(0, before.bytes() - grown);
    }
}
