package chat.parley.server.blob;

import java.time.Clock;

/** Whether a transfer moves at all: one that hardly does would hold its thread for days. One thread moves, any may look. */
final class Pace {
    /** The slowest that is borne, in bytes a second. */
    private static final long SLOWEST = 1024;

    /** From when on that is asked for, in milliseconds. */
    private static final long PATIENCE_MILLIS = 30_000;

    private final Clock timer;
    private final long begun;
    private volatile long bytes;

    /**
     * @param timer a clock that never jumps
     */
    Pace(Clock timer) {
        this.timer = timer;
        this.begun = timer.millis();
    }

    /** So many bytes more are across; tells whether that is fast enough. */
    boolean moved(long more) {
        long across = bytes + more;
        bytes = across;
        long taken = taken();
        return taken <= PATIENCE_MILLIS || across >= SLOWEST * taken / 1000;
    }

    /** How long it has been under way, in milliseconds. */
    long taken() {
        return timer.millis() - begun;
    }

    /** Bytes a second so far. */
    long rate() {
        return bytes * 1000 / Math.max(1, taken());
    }
}
