package chat.parley.android.file;

import java.util.OptionalLong;

/** How fast bytes go across, smoothed, and how long the others will take. */
final class Rate {
    private static final double SECOND_NANOS = 1e9;

    /** How much the last piece decides. */
    private static final double NEW = 0.3;

    /** Slower than this, in bytes a second, nothing is foretold. */
    private static final double LEAST = 1;

    private long done;
    private long at;
    private double rate;

    /** @param now nanoseconds of any clock */
    Rate(long done, long now) {
        this.done = done;
        this.at = now;
    }

    /** So many bytes are across now. */
    void at(long nowDone, long now) {
        double seconds = (now - at) / SECOND_NANOS;
        // What has to be sent again after a break is no progress.
        if (seconds > 0 && nowDone >= done) {
            double last = (nowDone - done) / seconds;
            rate = rate == 0 ? last : rate * (1 - NEW) + last * NEW;
        }
        done = nowDone;
        at = now;
    }

    /** Bytes a second; empty while nothing is known. */
    OptionalLong perSecond() {
        return rate < LEAST ? OptionalLong.empty() : OptionalLong.of((long) rate);
    }

    /** Seconds until {@code total} bytes are across. */
    OptionalLong secondsUntil(long total) {
        return rate < LEAST ? OptionalLong.empty() : OptionalLong.of((long) Math.ceil((total - done) / rate));
    }
}
