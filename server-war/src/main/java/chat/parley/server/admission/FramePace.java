package chat.parley.server.admission;

import java.util.function.LongSupplier;

/**
 * How many frames clients may send: the node's one thread answers all, in the order in which they come, and however little
 * a frame costs enough of them put everybody off. No client comes near it. Thread-safe.
 */
public final class FramePace {
    /** Frames of one connection in a second, unless set. */
    public static final long FRAMES = 300;

    /** In how many seconds what may come at once is there again: more than all questions of a client that was away for long. */
    static final long BURST_SECONDS = 14;

    /** One in so many of the clients that may come from an address may send as much as one may. */
    static final int CLIENTS_SHARING = 16;

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
     * @param frames of one connection in a second
     * @param perAddress how many clients may come from one address
     */
    public FramePace(LongSupplier clock, long frames, int perAddress) {
        this.clock = clock;
        this.connection = new Rate(frames, BURST_SECONDS * frames, 1);
        this.addresses =
                new Buckets<>(connection.times(Math.max(1, perAddress / CLIENTS_SHARING)), Admission.MAX_AUTHORS);
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
