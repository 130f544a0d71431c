package chat.parley.protocol.log;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A replica with its store, working in batches: events are offered one by one, and one {@link #flush} makes all that were
 * accepted durable. Only then are their sources and the listeners told, so nobody ever sees what a crash could take back.
 * Used by one thread.
 */
public final class Ledger {
    private final DurableStore store;
    private final EventCodec codec;
    private final Crypto crypto;
    private final Laws laws;
    private final Kept kept;
    private final HoldBack holdBack = new HoldBack();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<Event> batch = new ArrayList<>();

    /** In the order in which they came: the same offers have the same course. */
    private final Map<Source, List<Event>> bySource = new LinkedHashMap<>();

    private final List<Runnable> after = new ArrayList<>();
    private Replica replica;
    private boolean doubtful;

    /** Hears of events when they are durable. */
    @FunctionalInterface
    public interface Listener {
        /** These are new and durable, causes before effects. */
        void committed(List<Event> events);

        /**
         * These are about to be made durable: what is derived from them and kept in the same store is written now, and stays
         * or goes with them. If this fails they go.
         */
        default void committing(List<Event> events) {}

        /** Judging this event failed: a bug, or a store that cannot be read. It is not stored; all others go on. */
        default void broken(Event event, Throwable cause) {}

        /** A batch of so many events could not be made durable: nothing of it is stored. */
        default void notDurable(int events, Exception cause) {}
    }

    /**
     * What waits for its ancestors.
     *
     * @param events of the source that has most of them
     * @param length header and body text, in characters, of the source that has most of it
     * @param total header and body text of all sources, in characters
     */
    public record Held(int events, long length, long total) {}

    public Ledger(DurableStore store, EventCodec codec, Crypto crypto) {
        this(store, codec, crypto, Laws.OWN, Kept.ALL);
    }

    /**
     * @param kept how much of the logs is kept in memory
     */
    public Ledger(DurableStore store, EventCodec codec, Crypto crypto, Kept kept) {
        this(store, codec, crypto, Laws.OWN, kept);
    }

    /** A ledger that decides by other laws than the protocol's: for tests of tests. */
    public Ledger(DurableStore store, EventCodec codec, Crypto crypto, Laws laws, Kept kept) {
        this.kept = kept;
        this.store = store;
        this.codec = codec;
        this.crypto = crypto;
        this.laws = laws;
        this.replica = new Replica(store, codec, crypto, laws, kept);
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** The logs as they are, the open batch included. */
    public Replica replica() {
        return replica;
    }

    /** What the logs are hashed with. */
    public Crypto crypto() {
        return crypto;
    }

    public EventStore store() {
        return store;
    }

    /** Offers an event; the source hears the outcome at once (refused, missing) or at the next flush (stored, failed). */
    public void offer(Event event, Source source) {
        Deque<HoldBack.Waiting> open = new ArrayDeque<>();
        open.add(new HoldBack.Waiting(event, source));
        while (!open.isEmpty()) {
            HoldBack.Waiting next = open.poll();
            Outcome outcome;
            try {
                outcome = laws.judge(replica, next.event());
            } catch (RuntimeException | StackOverflowError e) {
                // A poisonous event harms only itself (I11), not those that came with it.
                listeners.forEach(listener -> listener.broken(next.event(), e));
                next.source().failed(Collections.singletonList(next.event()));
                continue;
            }
            if (outcome instanceof Outcome.Refused) {
                Outcome.Refused refused = (Outcome.Refused) outcome;
                next.source().refused(next.event(), refused.code(), refused.reason());
            } else if (outcome instanceof Outcome.Missing) {
                Set<EventId> ids = ((Outcome.Missing) outcome).ids();
                boolean held = holdBack.hold(next.event(), ids.iterator().next(), next.source());
                next.source().missing(next.event(), ids, held);
            } else {
                bySource.computeIfAbsent(next.source(), s -> new ArrayList<>()).add(next.event());
                if (outcome instanceof Outcome.Accepted) {
                    batch.add(next.event());
                    open.addAll(holdBack.release(next.event().id()));
                }
            }
        }
    }

    /** Does something after the next flush: reading what is to be sent, so that it is durable. */
    public void afterFlush(Runnable action) {
        after.add(action);
    }

    /** Whether something waits for the next flush, so that it should come soon. */
    public boolean pending() {
        return !batch.isEmpty() || !bySource.isEmpty() || !after.isEmpty();
    }

    /** Whether events were taken in that are not durable yet. */
    public boolean unwritten() {
        return !batch.isEmpty();
    }

    /**
     * Makes the batch durable and tells sources and listeners; then does what was asked for. One that fails does not keep
     * the others from being told; the first failure is thrown in the end.
     */
    public void flush() {
        List<Event> events = Collections.unmodifiableList(new ArrayList<>(batch));
        Map<Source, List<Event>> sources = new LinkedHashMap<>(bySource);
        List<Runnable> actions = new ArrayList<>(after);
        batch.clear();
        bySource.clear();
        after.clear();
        List<Runnable> calls = new ArrayList<>();
        // After a failure even what was there before may be the failed batch's: only a commit tells.
        boolean durable = events.isEmpty() && !doubtful || prepare(events, calls) && commit(events.size(), calls);
        sources.forEach((source, offered) -> calls.add(() -> {
            if (durable) {
                source.stored(offered);
            } else {
                source.failed(offered);
            }
        }));
        if (durable && !events.isEmpty()) {
            listeners.forEach(listener -> calls.add(() -> listener.committed(events)));
        }
        calls.addAll(actions);
        doAll(calls);
    }

    private static void doAll(List<Runnable> calls) {
        RuntimeException failure = null;
        Error error = null;
        for (Runnable call : calls) {
            try {
                call.run();
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            } catch (Error e) {
                error = error == null ? e : error;
            }
        }
        if (error != null) {
            throw error;
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Forgets all that waits for a source that is gone. */
    public void forget(Source source) {
        holdBack.forget(source);
        bySource.remove(source);
    }

    /** Events of a log were taken out of the store, between two batches: what is known of it is read again. */
    public void forget(LogId log) {
        replica.forget(log);
    }

    /** What waits for its ancestors. */
    public Held held() {
        return holdBack.held();
    }

    /** Has what is derived from a batch written; false if it cannot be, and then the batch is taken back. */
    private boolean prepare(List<Event> events, List<Runnable> calls) {
        if (events.isEmpty()) {
            return true;
        }
        try {
            listeners.forEach(listener -> listener.committing(events));
            return true;
        } catch (RuntimeException | StackOverflowError e) {
            calls.add(store::takeBack);
            lost(events.size(), new StoreException("what is derived from it cannot be written", e), calls);
            return false;
        }
    }

    private boolean commit(int events, List<Runnable> calls) {
        try {
            store.commit();
            doubtful = false;
        } catch (StoreException | RuntimeException e) {
            lost(events, e, calls);
        }
        return !doubtful;
    }

    private void lost(int events, Exception cause, List<Runnable> calls) {
        // What the replica knows of the batch is no longer true: it reads the store again.
        replica = new Replica(store, codec, crypto, laws, kept);
        doubtful = true;
        listeners.forEach(listener -> calls.add(() -> listener.notDurable(events, cause)));
    }
}
