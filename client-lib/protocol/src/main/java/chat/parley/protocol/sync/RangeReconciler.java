package chat.parley.protocol.sync;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Range;
import chat.parley.protocol.id.EventId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Finds out which events of a log another replica has and this one lacks, or answers one who does: range-based set
 * reconciliation (Meyer: "Range-Based Set Reconciliation", SRDS 2023, arXiv 2212.13567). The ends tell each other
 * fingerprints of ranges of {@code (lamport, id)}; a range that differs is cut into {@link #BRANCHES}, one with few events
 * is listed. So the cost goes with what differs, however long the log, and forks are found as everything else is.
 *
 * <p>Whoever crafts events so that the sums of two sets are equal can hide them here; heads and pulls still bring them.
 */
final class RangeReconciler {
    /** Into how many ranges one is cut. */
    static final int BRANCHES = 16;

    /** A range with at most so many events is listed. */
    static final int MAX_LIST = 32;

    /** Most ids in one answer, beside those of ranges that are listed whole. */
    static final int MAX_IDS = 4096;

    /** Most ranges in an answer. */
    static final int MAX_ANSWER = Compare.MAX_RANGES * BRANCHES;

    /** Most lacking events that are found in one go: those that come first. */
    static final int MAX_LACKING = 16_384;

    /** Most ranges that wait to be asked about; an honest answerer does not come near. */
    static final int MAX_OPEN = 65_536;

    /** Most questions in one go: one who finds differences without end is left. */
    static final int MAX_QUESTIONS = 1024;

    private final Crypto crypto;
    private final PointIndex here;
    private final Deque<Range> open = new ArrayDeque<>();
    private final TreeMap<Found, EventId> lacking = new TreeMap<>();
    private int questions;
    private boolean more;

    /** Where an id was listed: lists are in order, and so are their ranges. */
    private record Found(Place range, int number) implements Comparable<Found> {
        @Override
        public int compareTo(Found other) {
            int difference = range.compareTo(other.range);
            return difference == 0 ? Integer.compare(number, other.number) : difference;
        }
    }

    private RangeReconciler(Crypto crypto, PointIndex here) {
        this.crypto = crypto;
        this.here = here;
    }

    /**
     * Finds what lacks here.
     *
     * @param lamport from which number on; what a client has left out below its floor does not lack
     */
    static RangeReconciler asking(Crypto crypto, PointIndex here, long lamport) {
        RangeReconciler asker = new RangeReconciler(crypto, here);
        String first = lamport == 0 ? "" : Long.toString(lamport);
        int from = lamport == 0 ? 0 : here.from(new Place(lamport, Optional.<EventId>empty()));
        asker.tell(first, "", from, here.size(), asker.open);
        return asker;
    }

    /** What to ask next; empty when all is known. */
    List<Range> question() {
        List<Range> question = new ArrayList<>();
        if (questions < MAX_QUESTIONS) {
            while (!open.isEmpty() && question.size() < Compare.MAX_RANGES) {
                question.add(open.poll());
            }
            questions++;
        }
        return question;
    }

    /**
     * Takes the answer to the last question.
     *
     * @param held tells which events are here by now
     * @throws IllegalArgumentException if a place or an id is malformed
     */
    void answered(List<Range> answer, Predicate<EventId> held) {
        for (Range each : answer.subList(0, Math.min(answer.size(), MAX_ANSWER))) {
            if (each.print().isEmpty()) {
                Place place = each.from().isEmpty() ? new Place(0, Optional.<EventId>empty()) : Place.of(each.from());
                for (int i = 0; i < each.ids().size(); i++) {
                    EventId id = EventId.of(each.ids().get(i));
                    if (!held.test(id)) {
                        lacking.put(new Found(place, i), id);
                    }
                }
            } else {
                int from = start(each);
                int to = Math.max(from, end(each));
                if (open.size() < MAX_OPEN && !here.print(crypto, from, to).equals(each.print())) {
                    tell(each.from(), each.to(), from, to, open);
                }
            }
            while (lacking.size() > MAX_LACKING) {
                lacking.pollLastEntry();
                more = true;
            }
        }
    }

    /** What the other has and is not here, causes first. */
    List<EventId> lacking() {
        return new ArrayList<>(lacking.values());
    }

    /** Whether there is more than could be found in one go. */
    boolean more() {
        return more;
    }

    /**
     * Answers a question.
     *
     * @throws IllegalArgumentException if a place or an id is malformed
     */
    static List<Range> answer(Crypto crypto, PointIndex here, List<Range> question) {
        RangeReconciler answerer = new RangeReconciler(crypto, here);
        List<Range> answer = new ArrayList<>();
        int budget = MAX_IDS;
        for (Range each : question.subList(0, Math.min(question.size(), Compare.MAX_RANGES))) {
            int from = answerer.start(each);
            int to = Math.max(from, answerer.end(each));
            if (each.print().isEmpty()) {
                budget -= answerer.list(each, from, to, budget, answer);
            } else if (!here.print(crypto, from, to).equals(each.print())) {
                answerer.tell(each.from(), each.to(), from, to, answer);
            }
        }
        return answer;
    }

    /** Lists what is here and not in {@code theirs}; what exceeds the budget is one range more. Returns how many. */
    private int list(Range theirs, int from, int to, int budget, List<Range> answer) {
        Set<String> known = new HashSet<>(theirs.ids());
        List<String> ids = new ArrayList<>();
        int next = from;
        while (next < to && ids.size() < budget) {
            String id = here.id(next++).toString();
            if (!known.contains(id)) {
                ids.add(id);
            }
        }
        String behind = next < to ? here.place(next) : theirs.to();
        if (!ids.isEmpty()) {
            answer.add(new Range(theirs.from(), behind, "", ids));
        }
        if (next < to) {
            String begin = next == from ? theirs.from() : behind;
            answer.add(new Range(begin, theirs.to(), here.print(crypto, next, to), Collections.<String>emptyList()));
        }
        return ids.size();
    }

    /** Says what is here of a range that differs: all of it, or fingerprints of its parts. */
    private void tell(String first, String behind, int from, int to, Collection<Range> out) {
        int count = to - from;
        if (count <= MAX_LIST) {
            List<String> ids = new ArrayList<>(count);
            for (int i = from; i < to; i++) {
                ids.add(here.id(i).toString());
            }
            out.add(new Range(first, behind, "", ids));
            return;
        }
        int begin = from;
        String place = first;
        for (int branch = 1; branch <= BRANCHES; branch++) {
            int end = from + (int) ((long) count * branch / BRANCHES);
            String next = branch == BRANCHES ? behind : here.place(end);
            out.add(new Range(place, next, here.print(crypto, begin, end), Collections.<String>emptyList()));
            begin = end;
            place = next;
        }
    }

    private int start(Range range) {
        return range.from().isEmpty() ? 0 : here.from(Place.of(range.from()));
    }

    private int end(Range range) {
        return range.to().isEmpty() ? here.size() : here.from(Place.of(range.to()));
    }
}
