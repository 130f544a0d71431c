package chat.parley.server.socket;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much all connections together may have sent of messages whose end has not come: the container keeps it in memory.
 * Thread-safe.
 */
final class IncomingBudget {
    /** One part in so many of the heap: the container keeps each byte up to four times while it collects a frame. */
    private static final int SHARE = 16;

    private final long most;
    private final AtomicLong held = new AtomicLong();

    /**
     * @param most bytes
     */
    IncomingBudget(long most) {
        this.most = most;
    }

    static IncomingBudget ofThisProcess() {
        return new IncomingBudget(Runtime.getRuntime().maxMemory() / SHARE);
    }

    /** Counts these bytes, and says whether all is within the budget with them. */
    boolean take(long bytes) {
        return held.addAndGet(bytes) <= most;
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
