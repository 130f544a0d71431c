package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.naming.InertText;
import chat.parley.console.screen.Line;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The files under way: their bars for a terminal, lines now and then for a pipe. Thread-safe. */
public final class Transfers {
    /** So many are drawn; the others are counted. */
    private static final int MAX_BARS = 5;

    private static final String CANCELLED = "CANCELLED";

    private final LongSupplier clock;
    private final boolean watched;
    private final RoomNames rooms;
    private final Map<Long, Progress> underWay = new LinkedHashMap<>();
    private final Map<Long, String> toldSteps = new LinkedHashMap<>();
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

    /** Bars to draw: one for each, first of those with which something is done. */
    public synchronized List<String> bars() {
        List<String> bars = Stream.concat(
                        underWay.values().stream().filter(Progress::busy),
                        underWay.values().stream().filter(each -> !each.busy()))
                .map(Progress::bar)
                .toList();
        return bars.size() <= MAX_BARS
                ? bars
                : Stream.concat(
                                bars.stream().limit(MAX_BARS),
                                Stream.of("  and " + (bars.size() - MAX_BARS) + " files more: /files lists them"))
                        .toList();
    }

    /** What goes from here to the room, in words. */
    public synchronized List<String> outgoing(RoomRef room) {
        return underWay.values().stream()
                .filter(each -> each.outgoing() && each.room().equals(room))
                .map(Progress::words)
                .toList();
    }

    /** Whether something is known of how far it is. */
    public synchronized boolean knows(long number) {
        return underWay.containsKey(number);
    }

    /** How many are under way. */
    public synchronized int count() {
        return underWay.size();
    }

    /** What becomes of them if the program ends now, in words. */
    public synchronized String ending() {
        long lost = underWay.values().stream()
                .filter(each -> each.endsWithProgram())
                .count();
        int all = underWay.size();
        String what = all == 1 ? "1 file is not across yet: it " : all + " files are not across yet: ";
        if (lost == 0) {
            return what + (all == 1 ? "goes" : "they go") + " on at the next start";
        }
        if (lost == all) {
            return what + (all == 1 ? "is" : "they are") + " to be sent or accepted again";
        }
        return what + "what is sealed goes on at the next start, " + lost + (lost == 1 ? " is" : " are")
                + " to be sent or accepted again";
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
        if (watched || progress.begins() || progress.step().equals(toldSteps.put(event.number(), progress.step()))) {
            return List.of();
        }
        return List.of(new Line.Status(progress.words()));
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

    /** What is sent is at the servers, and is said in the room as any text is. */
    synchronized void sent(long number) {
        if (begun.contains(number) || underWay.containsKey(number)) {
            over(number);
        }
    }

    private void over(long number) {
        news++;
        underWay.remove(number);
        toldSteps.remove(number);
        if (!begun.remove(number)) {
            overBefore.add(number);
        }
    }
}
