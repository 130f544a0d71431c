package chat.parley.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A process's wall clock: virtual time, wrong by as much as its machine is. */
final class SkewedClock extends Clock {
    /** When every run begins: 2026-01-01. */
    static final long EPOCH_MILLIS = 1_767_225_600_000L;

    private final Timeline timeline;
    private final long skewMillis;

    SkewedClock(Timeline timeline, long skewMillis) {
        this.timeline = timeline;
        this.skewMillis = skewMillis;
    }

    @Override
    public long millis() {
        return EPOCH_MILLIS + skewMillis + timeline.now() / Timeline.MILLI;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
