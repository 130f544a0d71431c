package chat.parley.protocol.sync;

import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The logs about which an {@link Exchange} is to ask, in the order in which they were wanted. Bounded. */
final class WantedLogs {
    private final int most;
    private final Map<LogId, Set<EventId>> wanted = new LinkedHashMap<>();
    private final Set<LogId> toCompare = new HashSet<>();
    private final Set<LogId> stalled = new LinkedHashSet<>();

    /**
     * @param most most logs; of others nothing is remembered
     */
    WantedLogs(int most) {
        this.most = most;
    }

    /** These events of a log are wanted, and whatever else of it is missing. */
    void add(LogId log, Set<EventId> ids) {
        if (!takes(log)) {
            return;
        }
        Set<EventId> known = wanted.computeIfAbsent(log, l -> new LinkedHashSet<>());
        for (EventId id : ids) {
            if (known.size() < Exchange.MAX_FETCH) {
                known.add(id);
            }
        }
    }

    /** A log is to be compared by ranges. */
    void compare(LogId log) {
        if (takes(log)) {
            toCompare.add(log);
        }
    }

    /** A log has more than would come: it is wanted again when something else has come. */
    void stall(LogId log) {
        if (stalled.size() < most) {
            stalled.add(log);
        }
    }

    /** The logs that had stalled; they have not any more. */
    List<LogId> unstalled() {
        List<LogId> logs = new ArrayList<>(stalled);
        stalled.clear();
        return logs;
    }

    /** What is wanted of a log: what is added to it later is seen too. */
    Set<EventId> of(LogId log) {
        return wanted.get(log);
    }

    boolean toCompare(LogId log) {
        return toCompare.contains(log);
    }

    void remove(LogId log) {
        wanted.remove(log);
        toCompare.remove(log);
    }

    /** Takes the turn for the first log for which it can be had; what another has brought meanwhile is wanted no more. */
    Optional<LogId> next(Turns turns, Predicate<EventId> held) {
        Iterator<Map.Entry<LogId, Set<EventId>>> logs = wanted.entrySet().iterator();
        while (logs.hasNext() && turns.anyFree()) {
            Map.Entry<LogId, Set<EventId>> each = logs.next();
            if (turns.take(each.getKey())) {
                if (each.getValue().isEmpty() || !each.getValue().stream().allMatch(held)) {
                    return Optional.of(each.getKey());
                }
                logs.remove();
                turns.giveBack(each.getKey());
            }
        }
        return Optional.empty();
    }

    int size() {
        return Math.max(wanted.size(), stalled.size());
    }

    void clear() {
        wanted.clear();
        toCompare.clear();
        stalled.clear();
    }

    private boolean takes(LogId log) {
        return wanted.containsKey(log) || wanted.size() < most;
    }
}
