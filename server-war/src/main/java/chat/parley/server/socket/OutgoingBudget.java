package chat.parley.server.socket;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much may wait for all readers together: each alone is bounded, but there are many. A text that waits for a thousand
 * counts once, as it is in memory once. Thread-safe.
 */
final class OutgoingBudget {
    /** One part in so many of the heap, a character counted as a byte: with its bytes on the wire a text takes twice as much. */
    private static final int SHARE = 8;

    private final long most;
    private final AtomicLong held = new AtomicLong();

    /**
     * @param most characters
     */
    OutgoingBudget(long most) {
        this.most = most;
    }

    static OutgoingBudget ofThisProcess() {
        return new OutgoingBudget(Runtime.getRuntime().maxMemory() / SHARE);
    }

    /** A text waits in one queue more. */
    void queued(WireText text) {
        if (text.enter()) {
            held.addAndGet(text.length());
        }
    }

    /** A text has left a queue. */
    void left(WireText text) {
        if (text.leave()) {
            held.addAndGet(-text.length());
        }
    }

    /** Whether more waits than should. */
    boolean exceeded() {
        return held.get() > most;
    }

    long held() {
        return held.get();
    }
}
