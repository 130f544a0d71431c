package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.client.naming.InertText;
import chat.parley.console.screen.Line;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** The files under way: their bars for a terminal, lines now and then for a pipe. Thread-safe. */
public final class Transfers {
    private static final String CANCELLED = "CANCELLED";

    private final LongSupplier clock;
    private final boolean watched;
    private final RoomNames rooms;
    private final Map<Long, Progress> underWay = new LinkedHashMap<>();
    private final Map<Long, Integer> toldTenths = new LinkedHashMap<>();
    private final Set<Long> begun = new HashSet<>();
    private final Set<Long> overBefore = new HashSet<>();
    private long news;
    private boolean failed;

    /**
     * @param clock nanoseconds
     * @param watched whether bars are drawn, so that no lines are needed
     */
    Transfers(LongSupplier clock, boolean watched, RoomNames rooms) {
        this.clock = clock;
        this.watched = watched;
        this.rooms = rooms;
    }

    /** The person has begun one; it may be over already. */
    public synchronized void begun(long number) {
        if (!overBefore.remove(number)) {
            begun.add(number);
        }
    }

    /** Whether nothing is under way that the person began, or that went on from an earlier run. */
    public synchronized boolean none() {
        return begun.isEmpty() && underWay.isEmpty();
    }

    /** Whether one has ended without its file, other than by being cancelled. */
    public synchronized boolean anyFailed() {
        return failed;
    }

    /** Another number after each thing that happens to one of them. */
    public synchronized long news() {
        return news;
    }

    /** Bars to draw, one for each. */
    public synchronized List<String> bars() {
        return underWay.values().stream().map(Progress::bar).toList();
    }

    synchronized List<Line> progress(ClientEvent.FileProgress event) {
        news++;
        Progress progress = underWay.get(event.number());
        if (progress == null) {
            progress = new Progress(event, clock.getAsLong());
            underWay.put(event.number(), progress);
        } else {
            progress.on(event, clock.getAsLong());
        }
        int tenths = progress.tenths();
        Integer told = toldTenths.put(event.number(), tenths);
        return watched || told != null && told == tenths ? List.of() : List.of(new Line.Status(progress.words()));
    }

    synchronized List<Line> saved(ClientEvent.FileSaved event) {
        over(event.number());
        return List.of(
                new Line.Status("saved as " + event.file().toAbsolutePath().normalize()));
    }

    synchronized List<Line> failed(ClientEvent.FileFailed event) {
        over(event.number());
        failed |= !event.code().equals(CANCELLED);
        return List.of(new Line.Warning(InertText.name(event.name()) + " in " + rooms.of(event.room()) + ": "
                + event.reason() + more(event.code()) + " (" + event.code() + ")"));
    }

    /** What happened is said in the client's words; which option changes it, in the console's. */
    private static String more(String code) {
        return code.equals("OVER_LIMIT") ? ": --max-file allows larger ones" : "";
    }

    /** What is sent in a room is at the servers. */
    synchronized void sent(long number) {
        if (begun.contains(number) || underWay.containsKey(number)) {
            over(number);
        }
    }

    private void over(long number) {
        news++;
        underWay.remove(number);
        toldTenths.remove(number);
        if (!begun.remove(number)) {
            overBefore.add(number);
        }
    }
}
