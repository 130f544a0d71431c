package chat.parley.server.log;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.sync.Portions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The control and key events of short logs that were asked for last: of identities, which go along with every event that
 * cites them. Bounded by text. Used by one thread.
 */
final class RecentLogs {
    /** Most text that is remembered, in characters. */
    static final long MAX_LENGTH = 16L * 1024 * 1024;

    /** Longest log that is remembered, in characters of headers and bodies: all that goes along with an event. */
    static final long LONGEST = Portions.MAX_CITED_LENGTH;

    /** What it costs to remember that a log is longer, in characters. */
    private static final long LENGTH_OF_NONE = 256;

    private final Map<LogId, Log> logs = new LinkedHashMap<>(16, 0.75f, true);
    private final long most;
    private long length;

    /** @param events none of a long log */
    private record Log(Optional<List<Event>> events, long length) {}

    RecentLogs() {
        this(MAX_LENGTH);
    }

    RecentLogs(long most) {
        this.most = most;
    }

    /** A log's events, as they are remembered or else as they are read. */
    List<Event> get(LogId id, Function<LogId, List<Event>> read) {
        Log known = logs.get(id);
        if (known != null && known.events().isPresent()) {
            return known.events().get();
        }
        List<Event> events = List.copyOf(read.apply(id));
        if (known == null) {
            remember(id, Optional.of(events).filter(RecentLogs::isShort));
        }
        return events;
    }

    /**
     * The same of a short log, and nothing of one that is longer than {@link #LONGEST}: that it is so is remembered too.
     *
     * @param read reads a log, or as much of it as shows that it is longer
     */
    Optional<List<Event>> getShort(LogId id, Function<LogId, List<Event>> read) {
        Log known = logs.get(id);
        if (known != null) {
            return known.events();
        }
        Optional<List<Event>> events = Optional.of(List.copyOf(read.apply(id))).filter(RecentLogs::isShort);
        remember(id, events);
        return events;
    }

    private static boolean isShort(List<Event> events) {
        return textLength(events) <= LONGEST;
    }

    /** Characters of headers and bodies. */
    static long textLength(List<Event> events) {
        return events.stream()
                .mapToLong(event -> event.headerText().length() + event.header().length())
                .sum();
    }

    private void remember(LogId id, Optional<List<Event>> events) {
        if (events.isPresent() && events.get().isEmpty()) {
            return;
        }
        long size = LENGTH_OF_NONE
                + events.map(some ->
                                some.stream().mapToLong(RecentEvents::length).sum())
                        .orElse(0L);
        logs.put(id, new Log(events, size));
        length += size;
        var eldest = logs.values().iterator();
        while (length > most) {
            length -= eldest.next().length();
            eldest.remove();
        }
    }

    /** Something was added to a log: one that was long stays so. */
    void added(LogId id) {
        Log known = logs.get(id);
        if (known != null && known.events().isPresent()) {
            forget(id);
        }
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
