package chat.parley.server.log;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.LogId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The control and key events of short logs that were asked for last: of identities, which go along with every event that
 * cites them. Bounded by text. Used by one thread.
 */
final class RecentLogs {
    /** Most text that is remembered, in characters. */
    static final long MAX_LENGTH = 8L * 1024 * 1024;

    /** Longest log that is remembered, in characters. */
    static final long LONGEST = 64L * 1024;

    private final Map<LogId, Log> logs = new LinkedHashMap<>(16, 0.75f, true);
    private final long most;
    private long length;

    private record Log(List<Event> events, long length) {}

    RecentLogs() {
        this(MAX_LENGTH);
    }

    RecentLogs(long most) {
        this.most = most;
    }

    /** A log's events, as they are remembered or else as they are read. */
    List<Event> get(LogId id, Function<LogId, List<Event>> read) {
        Log known = logs.get(id);
        if (known != null) {
            return known.events();
        }
        List<Event> events = List.copyOf(read.apply(id));
        long size = events.stream().mapToLong(RecentEvents::length).sum();
        if (!events.isEmpty() && size <= LONGEST) {
            logs.put(id, new Log(events, size));
            length += size;
            var eldest = logs.values().iterator();
            while (length > most) {
                length -= eldest.next().length();
                eldest.remove();
            }
        }
        return events;
    }

    /** A log has changed. */
    void forget(LogId id) {
        Log known = logs.remove(id);
        length -= known == null ? 0 : known.length();
    }

    /** Any log may have changed. */
    void clear() {
        logs.clear();
        length = 0;
    }

    /** Characters that are remembered. */
    long length() {
        return length;
    }
}
