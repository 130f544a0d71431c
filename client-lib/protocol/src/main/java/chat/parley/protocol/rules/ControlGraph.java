package chat.parley.protocol.rules;

import chat.parley.protocol.id.EventId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * The control events of one log and the state that any set of them folds into. States are computed from the state before
 * when a control event follows a single known one, else from all ancestors in the log's order; the latest are kept.
 *
 * @param <S> the state that the log's rules fold into; immutable
 */
public final class ControlGraph<S> {
    /** States kept; more are computed again. */
    private static final int MAX_STATES = 64;

    private final Map<EventId, ControlNode> nodes = new HashMap<>();
    private final S empty;
    private final BiFunction<S, List<ControlNode>, S> fold;
    private final Map<List<EventId>, S> states = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<EventId>, S> eldest) {
            return size() > MAX_STATES;
        }
    };

    /**
     * @param empty the state before any control event
     * @param fold applies control events, given in the log's order, to a state
     */
    public ControlGraph(S empty, BiFunction<S, List<ControlNode>, S> fold) {
        this.empty = empty;
        this.fold = fold;
    }

    public void add(ControlNode node) {
        nodes.put(node.id(), node);
    }

    public ControlNode get(EventId id) {
        return nodes.get(id);
    }

    /** The state that the control events {@code control} and all before them fold into. */
    public S stateAt(List<EventId> control) {
        S known = states.get(control);
        if (known == null) {
            known = compute(control);
            states.put(control, known);
        }
        return known;
    }

    /** Those of {@code candidates} that are not before another of them, ascending. */
    public List<EventId> maximal(Set<EventId> candidates) {
        TreeSet<EventId> left = new TreeSet<>(candidates);
        if (left.size() > 1) {
            long floor = Long.MAX_VALUE;
            for (EventId id : candidates) {
                floor = Math.min(floor, lamport(id));
            }
            Set<EventId> before = new HashSet<>();
            for (EventId id : candidates) {
                collect(id, floor, before);
            }
            left.removeAll(before);
        }
        return Collections.unmodifiableList(new ArrayList<>(left));
    }

    /** Whether an event is among {@code control} or before one of these. */
    public boolean includes(List<EventId> control, EventId event) {
        Set<EventId> past = new HashSet<>(control);
        for (EventId id : control) {
            collect(id, lamport(event), past);
        }
        return past.contains(event);
    }

    private S compute(List<EventId> control) {
        if (control.size() == 1 && nodes.containsKey(control.get(0))) {
            ControlNode last = nodes.get(control.get(0));
            S before = states.get(last.control());
            if (before != null) {
                return fold.apply(before, Collections.singletonList(last));
            }
        }
        Set<EventId> ancestors = new HashSet<>(control);
        for (EventId id : control) {
            collect(id, Long.MIN_VALUE, ancestors);
        }
        List<ControlNode> sorted = new ArrayList<>();
        for (EventId id : ancestors) {
            ControlNode node = nodes.get(id);
            if (node != null) {
                sorted.add(node);
            }
        }
        sorted.sort(ControlNode.ORDER);
        return fold.apply(empty, sorted);
    }

    /** Adds to {@code found} all control events before {@code start} whose lamport is at least {@code floor}. */
    private void collect(EventId start, long floor, Set<EventId> found) {
        Deque<EventId> open = new ArrayDeque<>();
        open.add(start);
        while (!open.isEmpty()) {
            ControlNode node = nodes.get(open.poll());
            if (node == null) {
                continue;
            }
            for (EventId before : node.control()) {
                if (lamport(before) >= floor && found.add(before)) {
                    open.add(before);
                }
            }
        }
    }

    /** The virtual genesis of an open room is no node: it is before everything. */
    private long lamport(EventId id) {
        ControlNode node = nodes.get(id);
        return node == null ? 0 : node.lamport();
    }
}
