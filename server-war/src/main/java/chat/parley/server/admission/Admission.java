package chat.parley.server.admission;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import java.util.Set;
import java.util.function.LongSupplier;

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

    /**
     * In how many logs of which nothing is here clients from one address may come, in a second and at once: as many as when
     * the clients of a whole company come at once to a server that is new.
     */
    private static final Rate ENTRIES = new Rate(50, 20_000, 1);

    /**
     * Events of logs that clients of one address have compared by ranges, in a second and at once: each first question
     * about a log reads where all its events stand, and keeps it for a while.
     */
    private static final Rate COMPARED = new Rate(100_000, 1_000_000, 1);

    /**
     * What waits for its turn of all clients together takes one part in so many of the heap, in characters of headers and
     * bodies; beyond that little more may wait of each.
     */
    private static final int WAITING_SHARE = 16;

    /** How many seconds' questions about ranges may come at once. */
    private static final int COMPARE_BURST = 10;

    /** How many seconds' notices may come at once. */
    private static final int NOTICE_BURST = 4;

    private final Quotas quotas;
    private final Holdings holdings;
    private final LongSupplier clock;
    private final long mostWaiting;
    private long waiting;
    private final Buckets<UserId> atSessions;
    private final Buckets<UserId> atLinks;
    private final Buckets<String> compared = new Buckets<>(COMPARED, MAX_AUTHORS);
    private final Buckets<String> entries = new Buckets<>(ENTRIES, MAX_AUTHORS);

    /**
     * @param holdings what is here already: that is free
     * @param clock milliseconds of a clock that never goes back
     */
    public Admission(Quotas quotas, Holdings holdings, LongSupplier clock) {
        this(quotas, holdings, clock, Runtime.getRuntime().maxMemory() / WAITING_SHARE);
    }

    /**
     * @param mostWaiting characters that wait of all clients together
     */
    Admission(Quotas quotas, Holdings holdings, LongSupplier clock, long mostWaiting) {
        this.mostWaiting = mostWaiting;
        this.quotas = quotas;
        this.holdings = holdings;
        this.clock = clock;
        this.atSessions = new Buckets<>(quotas.author(), MAX_AUTHORS);
        this.atLinks = new Buckets<>(quotas.author().times(PER_LINK), MAX_AUTHORS);
    }

    /** For a client that has come. */
    public Intake session() {
        return new Intake(
                this, this::fitsTogether, atSessions, new Bucket(quotas.author().times(PER_SESSION), now()));
    }

    /** For a server that is linked. */
    public Intake link() {
        return new Intake(this, this::fits, atLinks, new Bucket(quotas.author().times(PER_LINK), now()));
    }

    /**
     * Whether a client from this address may come now into one more log of which nothing is here: such a log is hosted for
     * a while, and all servers are told.
     */
    public boolean entry(String address) {
        Bucket bucket = entries.of(address, now());
        boolean open = bucket != null && bucket.open(now());
        if (open) {
            bucket.take(0);
        }
        return open;
    }

    /**
     * Whether a client from this address may have a log compared now; a long one takes what is left, and then some.
     *
     * @param events how many the log has
     */
    public boolean comparison(String address, long events) {
        Bucket bucket = compared.of(address, now());
        boolean open = bucket != null && bucket.open(now());
        if (open) {
            bucket.take(events, 0);
        }
        return open;
    }

    /** For the questions about ranges of one server. */
    public Turnstile questions() {
        return turnstile(quotas.compares(), COMPARE_BURST);
    }

    /** For the notices of one client. */
    public Turnstile sessionNotices() {
        return turnstile(quotas.notices(), NOTICE_BURST);
    }

    /** For the notices that one server passes on. */
    public Turnstile linkNotices() {
        return turnstile(quotas.notices() * PER_LINK, NOTICE_BURST);
    }

    private Turnstile turnstile(long perSecond, int seconds) {
        Bucket bucket = new Bucket(new Rate(perSecond, perSecond * seconds, 1), now());
        return () -> {
            boolean open = bucket.open(now());
            if (open) {
                bucket.take(0);
            }
            return open;
        };
    }

    /** Lets so many of something in. */
    @FunctionalInterface
    public interface Turnstile {
        /** Whether one more is let in now. */
        boolean admit();
    }

    /**
     * Whether an event, which fits, is taken in now from this peer.
     *
     * @param charged gets its id, unless it costs nothing
     */
    boolean admits(Event event, Buckets<UserId> authors, Bucket peer, Set<EventId> charged) {
        if (holdings.leaving(event.log())) {
            return false;
        }
        if (stored(event)) {
            return true;
        }
        long now = now();
        Bucket author = authors.of(event.user(), now);
        if (author == null || !author.open(now) || !peer.open(now)) {
            return false;
        }
        long length = length(event);
        author.take(length);
        peer.take(length);
        charged.add(event.id());
        return true;
    }

    /** An event that was let in is not stored: its author, whom anybody can name, has it not to pay for. */
    void giveBack(Event event, Buckets<UserId> authors) {
        Bucket author = authors.of(event.user(), now());
        if (author != null) {
            author.giveBack(length(event));
        }
    }

    /** So much more waits for its turn. */
    void waits(long length) {
        waiting += length;
    }

    /** Whether more waits for its turn than should. */
    boolean crowded() {
        return waiting > mostWaiting;
    }

    boolean stored(Event event) {
        return holdings.stored(event.id());
    }

    /**
     * Whether an event is within what one device may have in one log. It says the same at every time and place, so servers
     * with one quota hold the same, and nobody cites what another does not take.
     */
    private boolean fits(Event event) {
        return quotas.perLog() == 0 || event.header().seq() <= quotas.perLog();
    }

    /**
     * Whether it is within what all devices of its author together may have, as far as this server knows: or who adds
     * devices without end would have no limit. Asked where an event comes from a client, not on links, for what one
     * server has let in all others must.
     */
    private boolean fitsTogether(Event event) {
        return fits(event)
                && (quotas.perLog() == 0 || event.header().seq() + holdings.byOtherDevices(event) <= quotas.perLog());
    }

    static long length(Event event) {
        return event.headerText().length() + event.header().length();
    }

    private long now() {
        return clock.getAsLong();
    }
}
