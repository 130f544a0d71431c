package chat.parley.server.blob;

import java.time.Clock;

/** Whether a transfer moves at all: one that hardly does would hold its thread for days. Used by one thread. */
final class Pace {
    /** The slowest that is borne, in bytes a second. */
    private static final long SLOWEST = 1024;

    /** From when on that is asked for, in milliseconds. */
    private static final long PATIENCE_MILLIS = 30_000;

    private final Clock timer;
    private final long begun;
    private long bytes;

    /**
     * @param timer a clock that never jumps
     */
    Pace(Clock timer) {
        this.timer = timer;
        this.begun = timer.millis();
    }

    /** So many bytes more are across; tells whether that is fast enough. */
    boolean moved(long more) {
        bytes += more;
        long taken = timer.millis() - begun;
        return taken <= PATIENCE_MILLIS || bytes >= SLOWEST * taken / 1000;
    }
}
