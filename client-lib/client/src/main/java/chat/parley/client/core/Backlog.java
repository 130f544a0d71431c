package chat.parley.client.core;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Have;
import chat.parley.protocol.frame.Older;
import chat.parley.protocol.frame.Slice;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.Outcome;
import chat.parley.protocol.log.Position;
import chat.parley.protocol.log.Replica;
import chat.parley.protocol.sync.Exchange;
import chat.parley.protocol.sync.Outlet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Loads rooms from their end backwards, a slice at a time. The events of a slice are taken in as what stands below the
 * floor is; then each must prove its place by its parents, and only when all have does the floor sink, in one
 * transaction with what the person is told of it (PROTOCOL.md, section "Floors").
 */
final class Backlog {
    /** So long a server may take to send what a slice still lacks, in milliseconds. */
    static final long ANSWER_MILLIS = Exchange.ANSWER_MILLIS;

    private final Desk desk;
    private final EventRows rows;
    private final Supplier<Replica> replica;
    private final Exchange exchange;
    private final Outlet outlet;
    private final Consumer<LogId> sunk;
    private final BiConsumer<LogId, List<Event>> gone;
    private final Map<LogId, Sinking> sinking = new LinkedHashMap<>();
    private final Map<LogId, Long> asked = new LinkedHashMap<>();

    /** A slice that came, and is not proved yet. */
    private record Sinking(Position to, Map<DeviceId, Long> below, long since, Set<EventId> missing) {}

    /**
     * @param sunk hears of a log whose floor has sunk, before that is committed
     * @param gone hears of events that were taken out, likewise
     */
    Backlog(
            Desk desk,
            Supplier<Replica> replica,
            Exchange exchange,
            Outlet outlet,
            Consumer<LogId> sunk,
            BiConsumer<LogId, List<Event>> gone) {
        this.desk = desk;
        this.rows = desk.events();
        this.replica = replica;
        this.exchange = exchange;
        this.outlet = outlet;
        this.sunk = sunk;
        this.gone = gone;
    }

    /** Whether nothing of a log is held without gaps yet. */
    boolean atEnd(LogId log) {
        return rows.floor(log).equals(Position.END);
    }

    /** Asks for what is below the floor; one question for a log at a time. */
    void ask(LogId log, int limit, long now) {
        if (asked.putIfAbsent(log, now) == null) {
            outlet.send(new Older(log.toString(), rows.floor(log).toString(), limit));
        }
    }

    /** The server does not answer a question; true if one was open. */
    boolean withdraw(LogId log) {
        return asked.remove(log) != null;
    }

    /** Takes a slice; says why the server is to be given up, if it is. */
    Optional<String> take(Slice slice, List<Event> events, long now) {
        LogId log = LogId.of(slice.log());
        Position floor = rows.floor(log);
        String expected = floor.equals(Position.END) ? "" : floor.toString();
        if (floor.equals(Position.BEGIN) || !slice.before().equals(expected)) {
            return Optional.empty();
        }
        Position to = slice.from().isEmpty() ? Position.BEGIN : Position.parse(slice.from());
        if (to.compareTo(floor) >= 0) {
            return Optional.of("it repeats itself");
        }
        exchange.take(events);
        Map<DeviceId, Long> below = new HashMap<>();
        for (Have each : slice.below()) {
            below.put(DeviceId.of(each.device()), each.seq());
        }
        sinking.put(log, new Sinking(to, below, now, Collections.emptySet()));
        return sink(log);
    }

    /** Something came that slices may have lacked. */
    Optional<String> retry() {
        for (LogId log : new ArrayList<>(sinking.keySet())) {
            Optional<String> wrong = sink(log);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    /** Time passes; says why the server is to be given up, if it is. */
    Optional<String> tick(long now) {
        for (Sinking each : sinking.values()) {
            if (now - each.since() >= ANSWER_MILLIS) {
                return Optional.of("it keeps back what older messages rest on");
            }
        }
        for (long since : asked.values()) {
            if (now - since >= ANSWER_MILLIS) {
                return Optional.of("it does not send older messages");
            }
        }
        return Optional.empty();
    }

    /** Questions that are not answered. */
    Set<LogId> open() {
        return asked.keySet();
    }

    private Optional<String> sink(LogId log) {
        Sinking next = sinking.get(log);
        Set<EventId> missing = new LinkedHashSet<>();
        for (Event event : rows.between(log, next.to(), rows.floor(log))) {
            Outcome outcome = replica.get().prove(event);
            if (outcome instanceof Outcome.Missing) {
                missing.addAll(((Outcome.Missing) outcome).ids());
            } else if (outcome instanceof Outcome.Refused) {
                List<Event> out = rows.drop(log, event);
                desk.takeOut(out);
                replica.get().forget(log);
                gone.accept(log, out);
                sinking.remove(log);
                return Optional.of(DISPROVED);
            }
        }
        if (!missing.isEmpty()) {
            // Asked for again only if something came: else two ends could go on for ever.
            if (!missing.equals(next.missing())) {
                sinking.put(log, new Sinking(next.to(), next.below(), next.since(), missing));
                exchange.want(log, missing);
            }
            return Optional.empty();
        }
        rows.sink(log, next.to(), next.below());
        sinking.remove(log);
        asked.remove(log);
        sunk.accept(log);
        return Optional.empty();
    }

    /** Why a server is left that has sent an event whose author was wrong about its place. */
    static final String DISPROVED = "it has sent an event that its parents disprove";
}
