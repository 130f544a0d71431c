package chat.parley.server.blob;

import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.StoreException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Fetches the files that hosted logs name before somebody asks: then it may be too late. A few at a time, each author's in
 * turn; what does not come is asked for again, over a restart too. Used by the node's thread.
 */
final class Prefetch {
    /** Files under way at a time; the rest waits in the database. */
    private static final int MAX_UNDER_WAY = 16;

    private final WantedFiles wanted;
    private final BlobStore store;
    private final Predicate<LogId> hosted;
    private final Sources sources;
    private final Fetcher fetcher;
    private final NodeCalls calls;
    private final Clock clock;
    private int underWay;
    private boolean looking;

    /**
     * @param hosted whether this server hosts a log
     * @param clock the time of day: what is asked for again is so after a restart too
     */
    Prefetch(
            WantedFiles wanted,
            BlobStore store,
            Predicate<LogId> hosted,
            Sources sources,
            Fetcher fetcher,
            NodeCalls calls,
            Clock clock) {
        this.wanted = wanted;
        this.store = store;
        this.hosted = hosted;
        this.sources = sources;
        this.fetcher = fetcher;
        this.calls = calls;
        this.clock = clock;
    }

    /** Looks soon, when no batch of events is open. */
    void lookSoon() {
        if (!looking) {
            looking = true;
            calls.whenQuiet(this::look);
        }
    }

    /** Begins what is due and has room. While no batch of events is open. */
    void look() {
        looking = false;
        int free = MAX_UNDER_WAY - underWay;
        if (free <= 0 || !sources.any()) {
            return;
        }
        long now = clock.millis();
        List<WantedFiles.Wanted> due = wanted.due(now, free);
        try {
            if (!due.isEmpty()) {
                wanted.asked(due, now);
            }
        } catch (StoreException e) {
            // The next look finds them again.
            return;
        }
        List<BlobId> begun = new ArrayList<>();
        for (WantedFiles.Wanted each : due) {
            if (!begun.contains(each.blob()) && store.logs(each.blob()).stream().anyMatch(hosted)) {
                begun.add(each.blob());
            }
        }
        begun.forEach(this::begin);
    }

    private void begin(BlobId id) {
        underWay++;
        fetcher.fetch(Fetcher.Lane.NAMED, id, sources.of(id))
                .whenComplete((kept, failure) -> calls.tell(() -> ended(Boolean.TRUE.equals(kept))));
    }

    /** What was made up is not gone on with before the next tick. */
    private void ended(boolean kept) {
        underWay--;
        if (kept) {
            lookSoon();
        }
    }
}
