package chat.parley.protocol.sync;

import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Have;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Range;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.EventStore;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The questions about one log, from the first to the last answer: see {@link Exchange}. */
final class LogPull {
    private static final long NOT_SEEN = Long.MIN_VALUE;

    private final Ledger ledger;
    private final Outlet outlet;
    private final LogId log;
    private final Set<EventId> wanted;
    private final boolean comparing;
    private final Course course;
    private final Deque<EventId> toFetch = new ArrayDeque<>();
    private final Set<EventId> asked = new HashSet<>();
    private List<EventId> fetching = Collections.emptyList();
    private RangeReconciler reconciler;
    private int wantedBefore;
    private boolean brought;
    private Step step = Step.PULL;
    private long since = NOT_SEEN;

    /** What is under way. */
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

    /** Who is told how it goes. */
    interface Course {
        /** A question is about to be asked. */
        void asks();

        /** The other end has more, but nothing that could be taken came. */
        void stalls();

        /** All was done that can be. */
        void ends();
    }

    /**
     * @param wanted events that are to come; may grow meanwhile
     * @param comparing whether the other end answers questions about ranges
     */
    LogPull(Ledger ledger, Outlet outlet, LogId log, Set<EventId> wanted, boolean comparing, Course course) {
        this.ledger = ledger;
        this.outlet = outlet;
        this.log = log;
        this.wanted = wanted;
        this.comparing = comparing;
        this.course = course;
    }

    LogId log() {
        return log;
    }

    /**
     * Asks the first question.
     *
     * @param compare whether ranges are to be compared, however few devices the log has
     */
    void begin(boolean compare) {
        boolean ranges = comparing && (compare || store().vector(log).size() > Exchange.MAX_PULL_DEVICES);
        if (store().floor(log).equals(Position.END)) {
            // Nothing of it is held yet: a pull would bring all of it, and it is to come newest first.
            pulled(false);
        } else if (!ranges || !startComparing()) {
            ask();
        }
    }

    /** Whether a page answers the last question. */
    boolean awaits(Page page) {
        return page.log().isEmpty()
                ? step == Step.FETCH || step == Step.COLLECT
                : awaitsPull() && page.log().equals(log.toString());
    }

    /** Whether a page that is awaited is one of a pull. */
    boolean awaitsPull() {
        return step == Step.PULL;
    }

    /**
     * The last question was answered, and what came was taken in.
     *
     * @param more whether the other end has more
     * @param progress whether anything new came
     */
    void answered(boolean more, boolean progress) {
        if (step == Step.FETCH) {
            fetched();
        } else if (step == Step.COLLECT) {
            collected(progress);
        } else if (more && progress) {
            ask();
        } else {
            pulled(more);
        }
    }

    /** Takes the answer to a question about ranges. */
    void differ(Differ differ) {
        if (step == Step.COMPARE && differ.log().equals(log.toString())) {
            reconciler.answered(differ.ranges(), store()::contains);
            compare(false);
        }
    }

    /** Whether the last question has waited too long for its answer; to be asked every second or so. */
    boolean overdue(long now) {
        if (since == NOT_SEEN) {
            since = now;
        }
        return now - since >= Exchange.ANSWER_MILLIS;
    }

    private EventStore store() {
        return ledger.store();
    }

    private void ask() {
        step = Step.PULL;
        goOn();
        outlet.send(new Pull(log.toString(), have(store(), log)));
    }

    /** How far a store has a log. */
    static List<Have> have(EventStore store, LogId log) {
        List<Have> have = new ArrayList<>();
        store.reach(log).forEach((device, seq) -> have.add(new Have(device.toString(), seq)));
        return have;
    }

    /** What the pages were for and did not bring is fetched by id. */
    private void pulled(boolean more) {
        if (more) {
            // Perhaps it waits for an identity.
            course.stalls();
        }
        List<EventId> missing = missing();
        if (missing.isEmpty()) {
            course.ends();
        } else {
            fetch(missing, Step.FETCH);
        }
    }

    /** What a fetch did not bring either, or brought without its ancestors: a branch of a fork, most likely. */
    private void fetched() {
        List<EventId> missing = missing();
        if (!missing.isEmpty() && comparing) {
            if (!startComparing()) {
                course.ends();
            }
            return;
        }
        // Nothing twice: about what the other end does not have whole the two would go on for ever.
        missing.removeAll(asked);
        if (missing.isEmpty()) {
            course.ends();
        } else {
            fetch(missing, Step.FETCH);
        }
    }

    /** False if the log is too long to be compared, or nothing of it is held yet. */
    private boolean startComparing() {
        Position floor = store().floor(log);
        if (floor.equals(Position.END)) {
            return false;
        }
        Optional<PointIndex> here = PointIndex.of(store(), log);
        here.ifPresent(index -> {
            step = Step.COMPARE;
            wantedBefore = wanted.size();
            brought = false;
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
            outlet.send(new Compare(log.toString(), begin, question));
            return;
        }
        toFetch.clear();
        toFetch.addAll(reconciler.lacking());
        collect();
    }

    private void collect() {
        List<EventId> batch = new ArrayList<>();
        while (!toFetch.isEmpty() && batch.size() < Exchange.MAX_FETCH) {
            EventId id = toFetch.poll();
            if (!store().contains(id)) {
                batch.add(id);
            }
        }
        if (!batch.isEmpty()) {
            fetch(batch, Step.COLLECT);
        } else if (reconciler.more() && brought && startComparing()) {
            // That was as much as is found in one go.
            return;
        } else if (wanted.size() > wantedBefore) {
            // Something else was found missing meanwhile.
            ask();
        } else {
            course.ends();
        }
    }

    /** What was cut off a full page is asked for again, as long as pages bring something. */
    private void collected(boolean progress) {
        brought |= progress;
        if (progress) {
            for (int i = fetching.size() - 1; i >= 0; i--) {
                toFetch.addFirst(fetching.get(i));
            }
        }
        collect();
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

    /** What was wanted and is not here. */
    private List<EventId> missing() {
        List<EventId> missing = new ArrayList<>();
        for (EventId id : wanted) {
            if (!store().contains(id)) {
                missing.add(id);
            }
        }
        return missing;
    }

    private void goOn() {
        since = NOT_SEEN;
        course.asks();
    }
}
