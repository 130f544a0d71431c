package chat.parley.protocol.sync;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Have;
import chat.parley.protocol.frame.Older;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Source;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Keeps two replicas of some logs alike over one connection; both ends run the same code, whether client or server.
 *
 * <p>Who lacks something of a log sends how far it has each device's events ({@link Pull}); closure makes that an exact
 * summary as long as no device forks. The answer comes in pages, causes first, each asked for with what is held by then,
 * so that memory is bounded and a cut costs one page. What a pull cannot bring (the other branch of a fork, identities)
 * is fetched by id afterwards. Where that leaves something missing still, or a log has more devices than
 * {@link #MAX_PULL_DEVICES}, ranges are compared ({@link RangeReconciler}) and what they show to be lacking is fetched, if
 * the other end answers such questions. One log is asked about at a time, and who does not answer is not waited for. Of
 * several exchanges that take turns ({@link Turns}) one asks about a log; the others ask for what it has not brought.
 */
public final class Exchange {
    /** Most events in one page, without the identities that they cite. */
    public static final int PAGE_EVENTS = Portions.MAX_EVENTS;

    /** Text after which a page is full, in characters. */
    public static final long PAGE_LENGTH = Portions.MAX_LENGTH;

    /** Most ids in one fetch. */
    public static final int MAX_FETCH = 256;

    /** Most events in a frame that is taken in. */
    public static final int MAX_EVENTS = 4096;

    /** Most logs that wait for their pull, unless set; more are found again by the next heads. */
    public static final int MAX_WANTED = 10_000;

    /** A log with more devices is compared by ranges rather than pulled: how far each of them is would be long. */
    public static final int MAX_PULL_DEVICES = 500;

    /** After so long without an answer a pull is given up, in milliseconds. */
    public static final long ANSWER_MILLIS = 20_000;

    /** Most questions of the other end that wait for their answer. */
    public static final int MAX_QUESTIONS = 2048;

    private final Ledger ledger;
    private final Source source;
    private final Outlet outlet;
    private final Answers answers;
    private final WantedLogs wanted;
    private LogPull pull;
    private boolean comparing;
    private Turns turns = Turns.ALWAYS;
    private boolean closed;

    /**
     * @param source whom the ledger tells of what comes in here
     * @param view what the other end is shown of an event
     */
    public Exchange(Ledger ledger, Source source, Outlet outlet, UnaryOperator<Event> view) {
        this(ledger, source, outlet, view, log -> Extent.WHOLE, MAX_WANTED);
    }

    /**
     * @param extents how much of a log the other end may read, at any time
     * @param maxWanted most logs that wait for their pull
     */
    public Exchange(
            Ledger ledger,
            Source source,
            Outlet outlet,
            UnaryOperator<Event> view,
            Function<LogId, Extent> extents,
            int maxWanted) {
        this.ledger = ledger;
        this.source = source;
        this.outlet = outlet;
        this.wanted = new WantedLogs(maxWanted);
        this.answers = new Answers(ledger, outlet, view, extents);
    }

    /** From now on ranges are compared too: the other end answers {@link Compare}. */
    public void compareRanges() {
        comparing = true;
    }

    /** From now on other exchanges may be asking about the same logs. */
    public void takeTurns(Turns with) {
        turns = with;
    }

    /** Goes on with what had to wait for its turn. */
    public void resume() {
        if (!closed) {
            next();
        }
    }

    /** Asks the other end for what is missing here of a log, if it has these events. */
    public void want(LogId log, Set<EventId> ids) {
        if (!closed) {
            wanted.add(log, ids);
            next();
        }
    }

    /**
     * Asks for whatever the other end has of a log and lacks here, forks included, though nothing has told of it. Only after
     * {@link #compareRanges}.
     */
    public void compare(LogId log) {
        if (!closed) {
            wanted.compare(log);
            want(log, Collections.<EventId>emptySet());
        }
    }

    /** How far this end has a log. */
    public List<Have> have(LogId log) {
        return LogPull.have(ledger.store(), log);
    }

    /** Whether the other end, which has a log so far, has something that is not here. */
    public boolean behind(LogId log, List<Have> theirs) {
        Map<DeviceId, Long> here = ledger.store().vector(log);
        for (Have each : theirs) {
            if (each.seq() > here.getOrDefault(DeviceId.of(each.device()), 0L)) {
                return true;
            }
        }
        return false;
    }

    /** Takes events in that came by themselves. */
    public void take(List<Event> events) {
        for (Event event : events) {
            ledger.offer(event, source);
        }
    }

    /** Whether a page answers what this exchange asks about at present. */
    public boolean awaits(Page page) {
        return pull != null && pull.awaits(page);
    }

    /**
     * Takes a page in that was asked for.
     *
     * @return true if it answers a subscription of the caller's rather than a pull or fetch of this exchange
     */
    public boolean page(Page page, List<Event> events) {
        boolean progress = false;
        for (Event event : events) {
            boolean before = ledger.store().contains(event.id());
            ledger.offer(event, source);
            // What is refused or waits is no progress: a page of garbage would ask for the next one for ever.
            progress |= !before && ledger.store().contains(event.id());
        }
        boolean awaited = awaits(page);
        boolean pulled = awaited && pull.awaitsPull();
        if (awaited) {
            pull.answered(page.more(), progress);
        }
        if (progress) {
            wanted.unstalled().forEach(log -> want(log, Collections.<EventId>emptySet()));
        }
        return !pulled && !page.log().isEmpty();
    }

    /** Answers a pull, when what is in the store is durable. Tells {@code end} when the last page went out. */
    public void answer(Pull pull, Runnable end) {
        answers.to(pull, end);
    }

    /**
     * Answers a subscription: with what lacks, as a pull, or with control and key events and then, in the same moment as
     * the last of them, the newest events. Tells {@code end} when the last of it went out; nothing if what the other end may
     * read has changed since it asked.
     */
    public void answer(Subscribe subscribe, Runnable end) {
        answers.to(subscribe, end);
    }

    /** Answers a question for older events. */
    public void answer(Older older) {
        answers.to(older);
    }

    /** Answers a fetch. */
    public void answer(Fetch fetch) {
        answers.to(fetch);
    }

    /** Answers a question about ranges, from what the log was when the first of these questions came. */
    public void answer(Compare compare) {
        answers.to(compare);
    }

    /** Takes the answer to a question about ranges. */
    public void differ(Differ differ) {
        if (pull != null) {
            pull.differ(differ);
        }
    }

    /** What waits for its ancestors is pulled for, unless its log is being pulled already. */
    public void missing(Event event, Set<EventId> ids) {
        want(event.log(), ids);
    }

    /**
     * To be called every second or so: gives up a pull that is not answered and goes on with the next one.
     *
     * @param now in milliseconds, of any clock
     */
    public void tick(long now) {
        answers.tick(now);
        if (pull != null && pull.overdue(now)) {
            done();
        }
    }

    /** How many logs wait for their pull: at most {@link #MAX_WANTED}, unless set. */
    public int wanted() {
        return wanted.size();
    }

    /** How many questions wait for their answer: at most {@link #MAX_QUESTIONS}. */
    public int questions() {
        return answers.waiting();
    }

    /** The connection is gone: nothing is asked or answered any more. */
    public void close() {
        closed = true;
        wanted.clear();
        answers.close();
        LogPull last = pull;
        pull = null;
        if (last != null) {
            turns.giveBack(last.log());
        }
    }

    /** All was done about this log that can be. */
    private void done() {
        LogId last = pull.log();
        wanted.remove(last);
        pull = null;
        turns.giveBack(last);
        next();
    }

    /** Begins with the first log whose turn can be had, unless one is asked about. */
    private void next() {
        if (pull == null) {
            wanted.next(turns, ledger.store()::contains).ifPresent(this::begin);
        }
    }

    private void begin(LogId log) {
        pull = new LogPull(ledger, outlet, log, wanted.of(log), comparing, new LogPull.Course() {
            @Override
            public void asks() {
                turns.goOn(log);
            }

            @Override
            public void stalls() {
                wanted.stall(log);
            }

            @Override
            public void ends() {
                done();
            }
        });
        pull.begin(wanted.toCompare(log));
    }
}
