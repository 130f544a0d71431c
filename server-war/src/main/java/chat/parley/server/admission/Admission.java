package chat.parley.server.admission;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Decides what is taken in now, by who made it and who brings it. Whether an event is valid is another question, which
 * all servers answer alike: two servers with different quotas hold the same in the end, if both let it in at last. Used on
 * the node's thread.
 */
public final class Admission {
    /** How many times what one author may post a client may bring, which may bring others' events too. */
    static final int PER_SESSION = 5;

    /** How many times what one author may post at a server may come from one author or one server over links. */
    static final int PER_LINK = 50;

    /** Most authors that are told apart, at sessions and at links each. */
    static final int MAX_AUTHORS = 65_536;

    /** How many seconds' questions about ranges may come at once. */
    private static final int COMPARE_BURST = 10;

    private final Quotas quotas;
    private final Predicate<EventId> stored;
    private final LongSupplier clock;
    private final Authors atSessions;
    private final Authors atLinks;

    /**
     * @param stored whether an event is here already: those are free
     * @param clock milliseconds of a clock that never goes back
     */
    public Admission(Quotas quotas, Predicate<EventId> stored, LongSupplier clock) {
        this.quotas = quotas;
        this.stored = stored;
        this.clock = clock;
        this.atSessions = new Authors(quotas.author(), MAX_AUTHORS);
        this.atLinks = new Authors(quotas.author().times(PER_LINK), MAX_AUTHORS);
    }

    /** For a client that has come. */
    public Intake session() {
        return new Intake(this, atSessions, new Bucket(quotas.author().times(PER_SESSION), now()));
    }

    /** For a server that is linked. */
    public Intake link() {
        return new Intake(this, atLinks, new Bucket(quotas.author().times(PER_LINK), now()));
    }

    /** For the questions about ranges of one server. */
    public Questions questions() {
        Rate rate = new Rate(quotas.compares(), quotas.compares() * COMPARE_BURST, 1);
        Bucket bucket = new Bucket(rate, now());
        return () -> {
            boolean open = bucket.open(now());
            if (open) {
                bucket.take(0);
            }
            return open;
        };
    }

    /** Lets so many questions in. */
    @FunctionalInterface
    public interface Questions {
        /** Whether one more is answered now. */
        boolean admit();
    }

    /** Whether an event is taken in now from this peer. */
    boolean admits(Event event, Authors authors, Bucket peer) {
        if (stored.test(event.id())) {
            return true;
        }
        long now = now();
        Bucket author = authors.of(event.user(), now);
        if (!fits(event) || author == null || !author.open(now) || !peer.open(now)) {
            return false;
        }
        long length = length(event);
        author.take(length);
        peer.take(length);
        return true;
    }

    /** Whether an event is within what one device may have in one log. */
    boolean fits(Event event) {
        return quotas.perLog() == 0 || event.header().seq() <= quotas.perLog();
    }

    static long length(Event event) {
        return event.headerText().length() + event.header().length();
    }

    private long now() {
        return clock.getAsLong();
    }
}
