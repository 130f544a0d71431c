package chat.parley.protocol.rules;

import chat.parley.protocol.id.EventId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which control events of an owned room are judged: by their author's rank, highest first, then in the log's
 * order, but each after its own past, which is put in order likewise. So a set and one event that follows all of it have
 * the order of the set, then the event: what the incremental path relies on.
 */
final class Precedence {
    /** Highest weight first, then the log's order. */
    static final Comparator<ControlNode> BY_RANK =
            Comparator.comparingInt(ControlNode::weight).reversed().thenComparing(ControlNode.ORDER);

    private final List<ControlNode> sorted;
    private final Map<EventId, Integer> places = new HashMap<>();
    private final Map<EventId, BitSet> pasts = new HashMap<>();
    private final List<ControlNode> judged;
    private final BitSet done = new BitSet();

    /**
     * @param sorted control events with all before them, in the log's order
     */
    Precedence(List<ControlNode> sorted) {
        this.sorted = sorted;
        this.judged = new ArrayList<>(sorted.size());
        for (ControlNode node : sorted) {
            places.put(node.id(), places.size());
        }
        append(sorted);
    }

    /** All events in the order of judgement. */
    List<ControlNode> judged() {
        return judged;
    }

    /** Whether neither of two events is before the other. */
    boolean concurrent(ControlNode one, ControlNode two) {
        return !one.equals(two) && !before(one, two) && !before(two, one);
    }

    private boolean before(ControlNode one, ControlNode two) {
        return one.lamport() < two.lamport()
                && pasts.computeIfAbsent(two.id(), id -> past(two)).get(places.get(one.id()));
    }

    private void append(Collection<ControlNode> nodes) {
        List<ControlNode> byRank = new ArrayList<>(nodes);
        byRank.sort(BY_RANK);
        for (ControlNode node : byRank) {
            int place = places.get(node.id());
            if (!done.get(place)) {
                // All that is higher is done, and of the same rank what is before: the recursion is as deep as ranks
                // are many.
                append(undonePast(node));
                done.set(place);
                judged.add(node);
            }
        }
    }

    /** The events before one that are not done, in any order: what is done has all its past done. */
    private List<ControlNode> undonePast(ControlNode of) {
        Set<EventId> found = new HashSet<>();
        List<ControlNode> undone = new ArrayList<>();
        for (int next = -1; next < undone.size(); next++) {
            for (EventId id : (next < 0 ? of : undone.get(next)).control()) {
                Integer place = places.get(id);
                if (place != null && !done.get(place) && found.add(id)) {
                    undone.add(sorted.get(place));
                }
            }
        }
        return undone;
    }

    /** The places of all events before one. */
    private BitSet past(ControlNode of) {
        BitSet found = new BitSet();
        Deque<ControlNode> open = new ArrayDeque<>();
        open.add(of);
        while (!open.isEmpty()) {
            for (EventId id : open.poll().control()) {
                Integer place = places.get(id);
                if (place != null && !found.get(place)) {
                    found.set(place);
                    open.add(sorted.get(place));
                }
            }
        }
        return found;
    }
}
