package chat.parley.protocol.sync;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Have;
import chat.parley.protocol.frame.Older;
import chat.parley.protocol.frame.Outside;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Range;
import chat.parley.protocol.frame.Slice;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What the other end of an {@link Exchange} is told of what is here. Its questions wait in line: each is answered when what
 * is in the store is durable, and few between two flushes.
 */
final class Answers {
    /** Answers between two flushes: who asks much does not hold up all others. */
    private static final int ANSWERS_PER_FLUSH = 4;

    private static final long NOT_SEEN = Long.MIN_VALUE;

    private final Ledger ledger;
    private final Outlet outlet;
    private final UnaryOperator<Event> view;
    private final Function<LogId, Extent> extents;
    private final Slices slices;
    private final Deque<Runnable> questions = new ArrayDeque<>();
    private LogId answering;
    private PointIndex answeringFrom;
    private long answeringSince = NOT_SEEN;
    private boolean closed;

    /**
     * @param view what the other end is shown of an event
     * @param extents how much of a log the other end may read, at the time of the answer
     */
    Answers(Ledger ledger, Outlet outlet, UnaryOperator<Event> view, Function<LogId, Extent> extents) {
        this.ledger = ledger;
        this.outlet = outlet;
        this.view = view;
        this.extents = extents;
        this.slices = new Slices(ledger, view);
    }

    /** Answers a pull, when what is in the store is durable. Tells {@code end} when the last page went out. */
    void to(Pull pull, Runnable end) {
        LogId log = LogId.of(pull.log());
        Map<DeviceId, Long> have = held(pull.have());
        question(() -> {
            Extent extent = extents.apply(log);
            List<Event> found = extent.all()
                    ? ledger.store().after(log, have, Exchange.PAGE_EVENTS + 1)
                    : ledger.store().controlAfter(log, have, Exchange.PAGE_EVENTS + 1);
            boolean more = page(log, extent.cut(found));
            if (!more) {
                end.run();
            }
        });
    }

    /**
     * Answers a subscription: with what lacks, as a pull, or with control and key events and then, in the same moment as
     * the last of them, the newest events. Of a log of which the asker may not read all there are no newest events: it gets
     * the control events, and hears that it is outside. Tells {@code end} when the last of it went out.
     */
    void to(Subscribe subscribe, Runnable end) {
        if (subscribe.newest() <= 0) {
            to(new Pull(subscribe.log(), subscribe.have()), end);
            return;
        }
        LogId log = LogId.of(subscribe.log());
        Map<DeviceId, Long> have = held(subscribe.have());
        Extent asked = extents.apply(log);
        question(() -> {
            if (!extents.apply(log).equals(asked)) {
                // It was told to ask again, and counts what it holds otherwise by then.
                return;
            }
            if (!asked.equals(Extent.WHOLE)) {
                Extent extent = new Extent(false, asked.last());
                if (!page(log, extent.cut(ledger.store().controlAfter(log, have, Exchange.PAGE_EVENTS + 1)))) {
                    outlet.send(new Outside(log.toString()));
                    end.run();
                }
                return;
            }
            List<Event> rules = ledger.store().controlAndKeysAfter(log, have, Exchange.PAGE_EVENTS + 1);
            Optional<Slice> slice = rules.size() > Exchange.PAGE_EVENTS
                    ? Optional.<Slice>empty()
                    : Optional.of(slices.newest(log, subscribe.newest()));
            boolean whole = slice.isPresent() && slice.get().from().isEmpty();
            if (whole || !page(log, rules)) {
                slice.ifPresent(outlet::send);
                end.run();
            }
        });
    }

    /** Answers a question for older events. */
    void to(Older older) {
        LogId log = LogId.of(older.log());
        Position before = Position.parse(older.before());
        question(() -> {
            Extent extent = extents.apply(log);
            outlet.send(extent.all() ? slices.older(log, before, older.limit(), extent) : new Outside(log.toString()));
        });
    }

    /** Sends as much of {@code found} as one page takes; says whether there is more. */
    private boolean page(LogId log, List<Event> found) {
        Set<Event> events = new LinkedHashSet<>();
        int taken = 0;
        long length = 0;
        while (taken < found.size() && taken < Exchange.PAGE_EVENTS && length < Exchange.PAGE_LENGTH) {
            length += add(found.get(taken++), events);
        }
        boolean more = taken < found.size();
        outlet.send(new Page(log.toString(), FrameCodec.texts(new ArrayList<>(events)), more));
        return more;
    }

    private static Map<DeviceId, Long> held(List<Have> have) {
        Map<DeviceId, Long> held = new HashMap<>();
        for (Have each : have) {
            held.put(DeviceId.of(each.device()), each.seq());
        }
        return held;
    }

    /** Answers a fetch. */
    void to(Fetch fetch) {
        List<EventId> ids = new ArrayList<>();
        for (String id : fetch.ids()) {
            if (ids.size() < Exchange.MAX_FETCH) {
                ids.add(EventId.of(id));
            }
        }
        question(() -> {
            Set<Event> events = new LinkedHashSet<>();
            Map<LogId, Extent> readable = new HashMap<>();
            long length = 0;
            for (EventId id : ids) {
                if (events.size() < Exchange.PAGE_EVENTS && length < Exchange.PAGE_LENGTH) {
                    Event found = ledger.store().find(id).orElse(null);
                    boolean shown = found != null
                            && readable.computeIfAbsent(found.log(), extents).shows(found);
                    length += shown ? add(found, events) : 0;
                }
            }
            outlet.send(new Page("", FrameCodec.texts(new ArrayList<>(events)), false));
        });
    }

    /** Answers a question about ranges, from what the log was when the first of these questions came. */
    void to(Compare compare) {
        LogId log = LogId.of(compare.log());
        question(() -> {
            if (compare.begin() || !log.equals(answering)) {
                answering = log;
                answeringFrom = PointIndex.of(ledger.store(), log).orElse(null);
            }
            answeringSince = NOT_SEEN;
            outlet.send(new Differ(
                    compare.log(),
                    answeringFrom == null || !extents.apply(log).equals(Extent.WHOLE)
                            ? Collections.<Range>emptyList()
                            : RangeReconciler.answer(ledger.crypto(), answeringFrom, compare.ranges())));
        });
    }

    /** How many questions wait for their answer: at most {@link Exchange#MAX_QUESTIONS}. */
    int waiting() {
        return questions.size();
    }

    /** Forgets what a log was that nobody asks about any more. */
    void tick(long now) {
        if (answeringFrom != null && answeringSince == NOT_SEEN) {
            answeringSince = now;
        } else if (answeringFrom != null && now - answeringSince >= Exchange.ANSWER_MILLIS) {
            answering = null;
            answeringFrom = null;
        }
    }

    /** Nothing is answered any more. */
    void close() {
        closed = true;
        questions.clear();
        answering = null;
        answeringFrom = null;
    }

    private void question(Runnable answer) {
        if (closed) {
            return;
        }
        if (questions.size() >= Exchange.MAX_QUESTIONS) {
            outlet.send(new Problem(
                    ProblemCode.TOO_MANY.name(),
                    "at most " + Exchange.MAX_QUESTIONS + " questions wait for their answer"));
            return;
        }
        questions.add(answer);
        if (questions.size() == 1) {
            ledger.afterFlush(this::answerSome);
        }
    }

    private void answerSome() {
        try {
            for (int i = 0; i < ANSWERS_PER_FLUSH && !questions.isEmpty(); i++) {
                questions.poll().run();
            }
        } finally {
            if (!questions.isEmpty()) {
                ledger.afterFlush(this::answerSome);
            }
        }
    }

    /** The event and before it the identities that it cites; nothing of which only a part is here. */
    private long add(Event event, Set<Event> events) {
        long length = 0;
        for (Event cited : Portions.cited(ledger.replica(), event)) {
            if (events.add(cited)) {
                length += Portions.length(cited);
            }
        }
        Event shown = view.apply(event);
        if (shown != null && events.add(shown)) {
            length += Portions.length(shown);
        }
        return length;
    }
}
