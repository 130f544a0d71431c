package chat.parley.protocol.sync;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Have;
import chat.parley.protocol.frame.Older;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Range;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Position;
import chat.parley.protocol.log.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private static final long NOT_SEEN = Long.MIN_VALUE;

    private final Ledger ledger;
    private final Source source;
    private final Outlet outlet;
    private final Answers answers;
    private final int maxWanted;
    private final Map<LogId, Set<EventId>> wanted = new LinkedHashMap<>();
    private final Set<LogId> stalled = new LinkedHashSet<>();
    private final Set<LogId> toCompare = new HashSet<>();
    private LogId pulling;
    private Step step = Step.PULL;
    private boolean comparing;
    private Turns turns = Turns.ALWAYS;
    private RangeReconciler reconciler;
    private int wantedBefore;
    private final Deque<EventId> toFetch = new ArrayDeque<>();
    private List<EventId> fetching = Collections.emptyList();
    private final Set<EventId> asked = new HashSet<>();
    private long pullingSince = NOT_SEEN;
    private boolean closed;

    /** What is under way about the log that is asked about. */
    private enum Step {
        /** Pages of what a vector shows to be lacking. */
        PULL,
        /** What was wanted and the pages did not bring. */
        FETCH,
        /** Questions about ranges. */
        COMPARE,
        /** What these have shown to be lacking. */
        COLLECT
    }

    /**
     * @param source whom the ledger tells of what comes in here
     * @param view what the other end is shown of an event
     */
    public Exchange(Ledger ledger, Source source, Outlet outlet, UnaryOperator<Event> view) {
        this(ledger, source, outlet, view, MAX_WANTED);
    }

    /**
     * @param maxWanted most logs that wait for their pull
     */
    public Exchange(Ledger ledger, Source source, Outlet outlet, UnaryOperator<Event> view, int maxWanted) {
        this.ledger = ledger;
        this.source = source;
        this.outlet = outlet;
        this.maxWanted = maxWanted;
        this.answers = new Answers(ledger, outlet, view);
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
        if (pulling == null && !closed) {
            next();
        }
    }

    /** Asks the other end for what is missing here of a log, if it has these events. */
    public void want(LogId log, Set<EventId> ids) {
        if (closed) {
            return;
        }
        Set<EventId> known = wanted.get(log);
        if (known == null) {
            if (wanted.size() >= maxWanted) {
                return;
            }
            known = new LinkedHashSet<>();
            wanted.put(log, known);
        }
        for (EventId id : ids) {
            if (known.size() < MAX_FETCH) {
                known.add(id);
            }
        }
        if (pulling == null) {
            next();
        }
    }

    /**
     * Asks for whatever the other end has of a log and lacks here, forks included, though nothing has told of it. Only after
     * {@link #compareRanges}.
     */
    public void compare(LogId log) {
        if (!closed && (wanted.containsKey(log) || wanted.size() < maxWanted)) {
            toCompare.add(log);
            want(log, Collections.<EventId>emptySet());
        }
    }

    /** How far this end has a log. */
    public List<Have> have(LogId log) {
        List<Have> have = new ArrayList<>();
        ledger.store().reach(log).forEach((device, seq) -> have.add(new Have(device.toString(), seq)));
        return have;
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
        return pulling != null
                && (page.log().isEmpty()
                        ? step == Step.FETCH || step == Step.COLLECT
                        : step == Step.PULL && page.log().equals(pulling.toString()));
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
        boolean pulled = awaited && step == Step.PULL;
        if (awaited && step == Step.FETCH) {
            fetched();
        } else if (awaited && step == Step.COLLECT) {
            collected(progress);
        } else if (pulled) {
            if (page.more() && progress) {
                ask();
            } else {
                finish(page.more());
            }
        }
        if (progress) {
            List<LogId> again = new ArrayList<>(stalled);
            stalled.clear();
            again.forEach(log -> want(log, Collections.<EventId>emptySet()));
        }
        return !pulled && !page.log().isEmpty();
    }

    /** Answers a pull, when what is in the store is durable. Tells {@code end} when the last page went out. */
    public void answer(Pull pull, Runnable end) {
        answers.to(pull, end);
    }

    /**
     * Answers a subscription: with what lacks, as a pull, or with control and key events and then, in the same moment as
     * the last of them, the newest events. Tells {@code end} when the last of it went out.
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
        if (pulling == null || step != Step.COMPARE || !differ.log().equals(pulling.toString())) {
            return;
        }
        reconciler.answered(differ.ranges(), ledger.store()::contains);
        compare(false);
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
        if (pulling == null) {
            return;
        }
        if (pullingSince == NOT_SEEN) {
            pullingSince = now;
        } else if (now - pullingSince >= ANSWER_MILLIS) {
            done();
        }
    }

    /** How many logs wait for their pull: at most {@link #MAX_WANTED}, unless set. */
    public int wanted() {
        return Math.max(wanted.size(), stalled.size());
    }

    /** How many questions wait for their answer: at most {@link #MAX_QUESTIONS}. */
    public int questions() {
        return answers.waiting();
    }

    /** The connection is gone: nothing is asked or answered any more. */
    public void close() {
        closed = true;
        wanted.clear();
        stalled.clear();
        answers.close();
        toCompare.clear();
        toFetch.clear();
        asked.clear();
        reconciler = null;
        LogId last = pulling;
        pulling = null;
        if (last != null) {
            turns.giveBack(last);
        }
    }

    /** Ends a pull: what it was for and did not bring is fetched by id. */
    private void finish(boolean more) {
        if (more && stalled.size() < maxWanted) {
            // Perhaps it waits for an identity; when something else has come it is asked for again.
            stalled.add(pulling);
        }
        List<EventId> missing = missing();
        if (missing.isEmpty()) {
            done();
        } else {
            fetch(missing, Step.FETCH);
        }
    }

    /** What a fetch did not bring either, or brought without its ancestors: a branch of a fork, most likely. */
    private void fetched() {
        List<EventId> missing = missing();
        if (!missing.isEmpty() && comparing) {
            if (!startComparing()) {
                done();
            }
            return;
        }
        // Nothing twice: about what the other end does not have whole the two would go on for ever.
        missing.removeAll(asked);
        if (missing.isEmpty()) {
            done();
        } else {
            fetch(missing, Step.FETCH);
        }
    }

    /** False if the log is too long to be compared, or nothing of it is held yet. */
    private boolean startComparing() {
        Position floor = ledger.store().floor(pulling);
        if (floor.equals(Position.END)) {
            return false;
        }
        Optional<PointIndex> here = PointIndex.of(ledger.store(), pulling);
        here.ifPresent(index -> {
            step = Step.COMPARE;
            wantedBefore = wanted.get(pulling).size();
            reconciler = RangeReconciler.asking(
                    ledger.crypto(), index, floor.equals(Position.BEGIN) ? 0 : floor.lamport() + 1);
            compare(true);
        });
        return here.isPresent();
    }

    private void compare(boolean begin) {
        List<Range> question = reconciler.question();
        goOn();
        if (!question.isEmpty()) {
            outlet.send(new Compare(pulling.toString(), begin, question));
            return;
        }
        toFetch.clear();
        toFetch.addAll(reconciler.lacking());
        collect();
    }

    private void collect() {
        List<EventId> batch = new ArrayList<>();
        while (!toFetch.isEmpty() && batch.size() < MAX_FETCH) {
            EventId id = toFetch.poll();
            if (!ledger.store().contains(id)) {
                batch.add(id);
            }
        }
        if (!batch.isEmpty()) {
            fetch(batch, Step.COLLECT);
        } else if (wanted.get(pulling).size() > wantedBefore) {
            // Something else was found missing meanwhile.
            ask();
        } else {
            done();
        }
    }

    /** What was cut off a full page is asked for again, as long as pages bring something. */
    private void collected(boolean progress) {
        if (progress) {
            for (int i = fetching.size() - 1; i >= 0; i--) {
                toFetch.addFirst(fetching.get(i));
            }
        }
        if (toFetch.isEmpty() && reconciler.more() && progress) {
            startComparing();
        } else {
            collect();
        }
    }

    private void fetch(List<EventId> ids, Step next) {
        step = next;
        fetching = ids;
        asked.addAll(ids);
        goOn();
        List<String> texts = new ArrayList<>();
        ids.forEach(id -> texts.add(id.toString()));
        outlet.send(new Fetch(texts));
    }

    /** What was wanted of the log and is not here. */
    private List<EventId> missing() {
        List<EventId> missing = new ArrayList<>();
        for (EventId id : wanted.get(pulling)) {
            if (!ledger.store().contains(id)) {
                missing.add(id);
            }
        }
        return missing;
    }

    /** All was done about this log that can be. */
    private void done() {
        LogId last = pulling;
        wanted.remove(last);
        toCompare.remove(last);
        pulling = null;
        reconciler = null;
        toFetch.clear();
        fetching = Collections.emptyList();
        asked.clear();
        turns.giveBack(last);
        next();
    }

    /** Begins with the first log whose turn can be had and that another has not brought meanwhile. */
    private void next() {
        Iterator<Map.Entry<LogId, Set<EventId>>> logs = wanted.entrySet().iterator();
        while (pulling == null && logs.hasNext() && turns.anyFree()) {
            Map.Entry<LogId, Set<EventId>> each = logs.next();
            if (turns.take(each.getKey())) {
                if (each.getValue().isEmpty() || !allHere(each.getValue())) {
                    pulling = each.getKey();
                } else {
                    logs.remove();
                    turns.giveBack(each.getKey());
                }
            }
        }
        if (pulling != null) {
            begin();
        }
    }

    private void begin() {
        boolean ranges = comparing
                && (toCompare.contains(pulling)
                        || ledger.store().vector(pulling).size() > MAX_PULL_DEVICES);
        if (ledger.store().floor(pulling).equals(Position.END)) {
            // Nothing of it is held yet: a pull would bring all of it, and it is to come newest first.
            finish(false);
        } else if (!ranges || !startComparing()) {
            ask();
        }
    }

    private boolean allHere(Set<EventId> ids) {
        for (EventId id : ids) {
            if (!ledger.store().contains(id)) {
                return false;
            }
        }
        return true;
    }

    private void ask() {
        step = Step.PULL;
        goOn();
        outlet.send(new Pull(pulling.toString(), have(pulling)));
    }

    /** The next question about the same log. */
    private void goOn() {
        pullingSince = NOT_SEEN;
        turns.goOn(pulling);
    }
}
