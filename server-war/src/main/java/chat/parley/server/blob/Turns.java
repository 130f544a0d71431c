package chat.parley.server.blob;

import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Requests under way: as many as there are places, and of one bearer no more than its share. When all places are taken
 * the slowest makes room, if it is slow: whoever may make identities could else hold all with next to nothing. Thread-safe.
 */
final class Turns {
    /** Nobody makes room before so long, in milliseconds. */
    static final long UNTOUCHED_MILLIS = 3000;

    /** Nor who is as fast as this, in bytes a second: with many that are, who comes has to wait. */
    static final long FAST = 64 * 1024;

    private final int places;
    private final int share;
    private final Clock timer;
    private final Set<Turn> underWay = new HashSet<>();

    /**
     * @param places requests at a time; for a moment twice as many, where some were cut off and are not gone yet
     * @param share of one bearer
     * @param timer a clock that never jumps
     */
    Turns(int places, int share, Clock timer) {
        this.places = places;
        this.share = share;
        this.timer = timer;
    }

    /**
     * Begins one; closing it ends it.
     *
     * @throws BlobException if there are too many
     */
    synchronized Turn begin(Object who) throws BlobException {
        if (underWay.stream().filter(each -> each.who.equals(who)).count() >= share) {
            throw busy("at most " + share + " requests at a time");
        }
        if (underWay.stream().filter(each -> !each.isCut()).count() >= places) {
            Turn slowest = slowest().orElseThrow(() -> busy("too many files are under way"));
            if (underWay.size() >= 2 * places) {
                throw busy("too many files are under way");
            }
            slowest.cut();
        }
        Turn turn = new Turn(who);
        underWay.add(turn);
        return turn;
    }

    private Optional<Turn> slowest() {
        return underWay.stream()
                .filter(each -> !each.isCut() && each.pace.taken() >= UNTOUCHED_MILLIS && each.pace.rate() < FAST)
                .min(Comparator.comparingLong(each -> each.pace.rate()));
    }

    private synchronized void end(Turn turn) {
        underWay.remove(turn);
    }

    private static BlobException busy(String reason) {
        return new BlobException(BlobCode.BUSY, reason).with(BlobAnswer.RETRY_AFTER, 1);
    }

    /** One that is under way. */
    final class Turn implements AutoCloseable {
        private final Object who;
        private final Pace pace = new Pace(timer);
        private boolean cut;
        private Thread waiting;

        private Turn(Object who) {
            this.who = who;
        }

        /** So many bytes more are across; tells whether it may go on. */
        boolean moved(long bytes) {
            return pace.moved(bytes) & !isCut();
        }

        /** Whether it has had to make room. */
        synchronized boolean isCut() {
            return cut;
        }

        /** This thread waits for the other end, or for another server: until that is closed, being cut off interrupts it. */
        synchronized Waiting waiting() {
            waiting = Thread.currentThread();
            if (cut) {
                waiting.interrupt();
            }
            return this::goOn;
        }

        private synchronized void goOn() {
            waiting = null;
            if (cut) {
                // What the thread does then is to the end: it says that it was cut off.
                Thread.interrupted();
            }
        }

        private synchronized void cut() {
            cut = true;
            if (waiting != null) {
                waiting.interrupt();
            }
        }

        @Override
        public void close() {
            end(this);
        }
    }

    /** A time of waiting. */
    @FunctionalInterface
    interface Waiting extends AutoCloseable {
        @Override
        void close();
    }
}
