package chat.parley.server.admission;

import java.util.function.LongSupplier;

/**
 * How many frames clients may send: the node's one thread answers all, in the order in which they come, and however little
 * a frame costs enough of them put everybody off. No client comes near it. Thread-safe.
 */
public final class FramePace {
    /** Frames of one connection in a second, and at once: more than all questions of a client that was away for long. */
    private static final Rate CONNECTION = new Rate(500, 8192, 1);

    /** How many times that may come from one address. */
    static final int PER_ADDRESS = 8;

    private final LongSupplier clock;
    private final Rate connection;
    private final Buckets<String> addresses;

    /** Says of each frame of one connection whether it is within bounds. */
    @FunctionalInterface
    public interface Meter {
        /** For a connection whose frames are not counted. */
        Meter ALL = () -> true;

        boolean admit();
    }

    /**
     * @param clock milliseconds of a clock that never goes back
     */
    public FramePace(LongSupplier clock) {
        this(clock, CONNECTION);
    }

    FramePace(LongSupplier clock, Rate connection) {
        this.clock = clock;
        this.connection = connection;
        this.addresses = new Buckets<>(connection.times(PER_ADDRESS), Admission.MAX_AUTHORS);
    }

    /** For a connection from this address. */
    public Meter of(String address) {
        Bucket own = new Bucket(connection, clock.getAsLong());
        return () -> admit(own, address);
    }

    private synchronized boolean admit(Bucket own, String address) {
        long now = clock.getAsLong();
        Bucket all = addresses.of(address, now);
        if (all == null || !own.open(now) || !all.open(now)) {
            return false;
        }
        own.take(0);
        all.take(0);
        return true;
    }
}
