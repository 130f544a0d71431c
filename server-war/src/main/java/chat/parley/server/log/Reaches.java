package chat.parley.server.log;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.LogId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongBiFunction;

/**
 * How far devices reach in the logs that were used last, and where they begin: what every question for what is missing
 * starts from. Used by one thread.
 */
final class Reaches {
    /** Logs that are remembered. */
    static final int MAX_LOGS = 10_000;

    private final Function<LogId, Map<DeviceId, Long>> readVector;
    private final ToLongBiFunction<LogId, DeviceId> readBeginning;
    private final Map<LogId, Reach> logs = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<LogId, Reach> eldest) {
            return size() > MAX_LOGS;
        }
    };

    /**
     * @param vector each device's last seq
     * @param beginnings the lamport numbers of first events that were asked for
     */
    private record Reach(Map<DeviceId, Long> vector, Map<DeviceId, Long> beginnings) {}

    /**
     * @param vector reads the last seq of each device in a log
     * @param beginning reads the lamport number of a device's first event in a log
     */
    Reaches(Function<LogId, Map<DeviceId, Long>> vector, ToLongBiFunction<LogId, DeviceId> beginning) {
        this.readVector = vector;
        this.readBeginning = beginning;
    }

    /** The last seq of each device in a log. */
    Map<DeviceId, Long> vector(LogId log) {
        return reach(log).vector();
    }

    /** The lamport number of a device's first event in a log: of a fork there, the earlier one. */
    long beginning(LogId log, DeviceId device) {
        return reach(log).beginnings().computeIfAbsent(device, of -> readBeginning.applyAsLong(log, of));
    }

    /** An event is in the store from now on. */
    void add(Event event) {
        Reach reach = reach(event.log());
        DeviceId device = event.header().device();
        reach.vector().merge(device, event.header().seq(), Math::max);
        reach.beginnings()
                .computeIfPresent(
                        device, (of, first) -> Math.min(first, event.header().lamport()));
    }

    void forget(LogId log) {
        logs.remove(log);
    }

    void clear() {
        logs.clear();
    }

    private Reach reach(LogId log) {
        Reach known = logs.get(log);
        if (known == null) {
            known = new Reach(readVector.apply(log), new HashMap<>());
            logs.put(log, known);
        }
        return known;
    }
}
