package chat.parley.server.hosting;

import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Logs that this server has only begun to host, and who waits for what the others have of them. Whoever comes in first
 * should not speak into a room that looks empty only from here.
 */
final class Arrivals {
    /** How long anybody waits, in milliseconds. */
    static final long PATIENCE_MILLIS = 3000;

    private final Predicate<EventId> here;
    private final Map<LogId, Arrival> arrivals = new LinkedHashMap<>();

    private static final class Arrival {
        final long until;
        final Map<ServerId, Set<EventId>> lacking = new HashMap<>();
        final List<Runnable> ready = new ArrayList<>(1);

        Arrival(long until, List<Runnable> waiting) {
            this.until = until;
            this.ready.addAll(waiting);
        }
    }

    /**
     * @param here whether an event is stored
     */
    Arrivals(Predicate<EventId> here) {
        this.here = here;
    }

    /** A log arrives; who waits for it already goes on waiting. */
    void begin(LogId log, long now) {
        Arrival before = arrivals.get(log);
        arrivals.put(
                log,
                before == null
                        ? new Arrival(now + PATIENCE_MILLIS, List.of())
                        : new Arrival(before.until, before.ready));
    }

    boolean underWay(LogId log) {
        return arrivals.containsKey(log);
    }

    Collection<LogId> underWay() {
        return new ArrayList<>(arrivals.keySet());
    }

    void await(LogId log, Runnable ready) {
        arrivals.get(log).ready.add(ready);
    }

    /** A server has told its heads of a log. */
    void heard(ServerId server, LogId log, Collection<EventId> heads) {
        Arrival arrival = arrivals.get(log);
        if (arrival != null) {
            arrival.lacking.computeIfAbsent(server, s -> new HashSet<>()).addAll(heads);
        }
    }

    /** Ends the arrival of a log if all who have it have told their heads and these are here. */
    void check(LogId log, Collection<ServerId> having) {
        Arrival arrival = arrivals.get(log);
        if (arrival == null) {
            return;
        }
        for (ServerId server : having) {
            Set<EventId> lacking = arrival.lacking.get(server);
            if (lacking == null) {
                return;
            }
            lacking.removeIf(here);
            if (!lacking.isEmpty()) {
                return;
            }
        }
        end(log);
    }

    /** Whoever has waited long enough goes on with what is there. */
    void tick(long now) {
        for (Map.Entry<LogId, Arrival> each : new ArrayList<>(arrivals.entrySet())) {
            if (now >= each.getValue().until) {
                end(each.getKey());
            }
        }
    }

    private void end(LogId log) {
        arrivals.remove(log).ready.forEach(Runnable::run);
    }
}
