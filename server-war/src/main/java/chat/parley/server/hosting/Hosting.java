package chat.parley.server.hosting;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.log.Ledger;
import chat.parley.server.cluster.Roster;
import chat.parley.server.log.HostingStore;
import chat.parley.server.log.HostingStore.Standing;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Which logs this server hosts: what people here use or have used lately, what is pinned, and that of which it is a
 * replica ({@link Rendezvous}). A server with links to others that its grid does not show hosts all it hears of: it is
 * the bridge between them. A log that is none of these any more is hosted on until all its replicas have been heard to
 * have everything of it; one that nobody else says to have is hosted again. So no log is ever without a host while a
 * server that stores it lives. What is not hosted any more goes from the disk after a while ({@link Disposal}).
 *
 * <p>And who else hosts what: linked servers that say so, and those that this server takes for replicas. Used on the
 * node's thread.
 */
public final class Hosting implements Ledger.Listener, Interest {
    /** Most logs that one linked server may say it hosts; of more none are remembered. */
    static final int MAX_TOLD = 262_144;

    /**
     * Most logs of which there is nothing here that are hosted as somebody has come in: anybody can make up ids without
     * end, and this is well below what other servers remember of one.
     */
    static final int MAX_BLANK = 65_536;

    /** Hashes after which the choosing of replicas goes on in the next round: some 50 ms. */
    static final int HASHES_PER_ROUND = 20_000;

    /** Between two looks at all logs, in milliseconds. */
    static final long SWEEP_MILLIS = 30_000;

    /**
     * How long a log is hosted at least after its last use was seen, in milliseconds; one of which nothing is known anywhere
     * not longer. What is in use is seen to be at each look.
     */
    static final long EMPTY_MILLIS = 2 * SWEEP_MILLIS;

    private final Ledger ledger;
    private final HostingRules rules;
    private final Clock clock;
    private final Presence presence;
    private final Arrivals arrivals;
    private final Map<LogId, HostedLog> logs = new HashMap<>();
    private final Set<LogId> hosted = new LinkedHashSet<>();

    /** Those that are hosted and of which nothing is here. */
    private final Set<LogId> blank = new HashSet<>();

    private final Tellings links = new Tellings();
    private final Set<LogId> due = new LinkedHashSet<>();
    private final StandingBook book;
    private final Disposal disposal;
    private final long begun;
    private Consumer<LogId> listener = log -> {};
    private long swept;
    private boolean working;

    /**
     * @param clock one that never jumps, and is right enough to tell days by
     */
    public Hosting(Ledger ledger, Roster roster, HostingStore store, HostingRules rules, Clock clock) {
        this.ledger = ledger;
        this.rules = rules;
        this.clock = clock;
        this.presence = new Presence(
                roster,
                new Rendezvous(ledger.crypto(), rules.replicas()),
                rules.absence().toMillis());
        this.book = new StandingBook(ledger, store);
        this.arrivals = new Arrivals(ledger.store()::contains);
        this.disposal = new Disposal(ledger, store, rules, clock, new Owner());
        this.begun = clock.millis();
        this.swept = begun;
        ledger.store().logs().forEach(log -> log(log).full = true);
        store.standings().forEach(this::restore);
        for (HostedLog each : logs.values()) {
            if (!each.hosted && !disposal.holds(each.id)) {
                release(each);
            }
        }
        refresh();
        rules.pinned().forEach(log -> evaluate(log(log)));
        due.addAll(logs.keySet());
    }

    /** Whom to tell of logs that are hosted from now on, or no more, or have their first event. */
    public void onChange(Consumer<LogId> listener) {
        this.listener = listener;
    }

    /** How a linked server is asked for its word that it holds some events. */
    public void askBy(BiConsumer<ServerId, List<EventId>> asker) {
        disposal.askBy(asker);
    }

    /** Whether it matters here that a server holds these events. */
    public boolean expects(Collection<EventId> ids) {
        return disposal.expects(ids);
    }

    /** A linked server has signed that it has events on its disk. */
    public void confirmed(ServerId server, Collection<EventId> ids) {
        disposal.confirmed(server, ids);
    }

    /** Whether a log is on its way out: it comes back when it is gone, and until then nothing of it is taken in. */
    public boolean removing(LogId log) {
        return disposal.removing(log);
    }

    /** The logs that this server hosts. */
    public Collection<LogId> hosted() {
        return Collections.unmodifiableSet(hosted);
    }

    public boolean hosted(LogId log) {
        return hosted.contains(log);
    }

    /** Whether there are events of a log here. */
    public boolean full(LogId log) {
        HostedLog known = logs.get(log);
        return known != null && known.full;
    }

    /** Whether events of a log that come by themselves are taken in. */
    public boolean accepts(LogId log) {
        return hosted(log) || !removing(log) && presence.chosen(log);
    }

    /** Whether a linked server hosts a log, by its own word or by the rule. Ask of logs that are hosted here. */
    public boolean hosts(ServerId server, LogId log) {
        HostedLog known = log(log);
        return links.has(server)
                && (known.told.containsKey(server) || presence.replicas(known).contains(server));
    }

    /** The linked servers that host a log, ascending. */
    public List<ServerId> hosts(LogId log) {
        return links.servers().stream().filter(server -> hosts(server, log)).toList();
    }

    /** A link stands. To be called when the roster knows. */
    public void linked(ServerId server) {
        unlinked(server);
        links.linked(server);
        refresh();
    }

    /** A link is gone. */
    public void unlinked(ServerId server) {
        disposal.unlinked(server);
        if (links.unlinked(server)) {
            for (HostedLog each : new ArrayList<>(logs.values())) {
                forget(server, each);
            }
            arrivals.underWay().forEach(this::checkArrival);
        }
    }

    /**
     * A linked server says that it hosts a log.
     *
     * @param full whether it has events of it
     * @return whether it has not said so before
     */
    public boolean told(ServerId by, LogId log, boolean full) {
        HostedLog known = logs.get(log);
        boolean news = known == null || !known.told.containsKey(by);
        if (!links.tells(by, news)) {
            return false;
        }
        log(log).told.put(by, full);
        dueSoon(log);
        return news;
    }

    /** A linked server hosts a log no more. */
    public void gone(ServerId by, LogId log) {
        HostedLog known = logs.get(log);
        if (known != null && known.told.containsKey(by) && links.takesBack(by)) {
            forget(by, known);
            checkArrival(log);
        }
    }

    /** A linked server has told all that it hosted when the link opened. */
    public void toldAll(ServerId by) {
        if (links.complete(by)) {
            arrivals.underWay().forEach(this::checkArrival);
        }
    }

    /** A linked server has told its heads of a log. */
    public void heard(ServerId from, LogId log, Collection<EventId> heads) {
        HostedLog known = logs.get(log);
        if (known == null) {
            return;
        }
        arrivals.heard(from, log, heads);
        checkArrival(log);
        if (known.hosted && !needed(known)) {
            if (new HashSet<>(heads).containsAll(ledger.store().heads(log))) {
                known.caughtUp.add(from);
                dueSoon(log);
            } else {
                known.caughtUp.remove(from);
            }
        }
    }

    @Override
    public boolean enter(LogId log, Runnable ready) {
        if (!known(log) && blank.size() >= MAX_BLANK) {
            return false;
        }
        posted(log);
        if (removing(log) && !arrivals.underWay(log)) {
            arrivals.begin(log, clock.millis());
        }
        if (arrivals.underWay(log)) {
            arrivals.await(log, ready);
        } else {
            ready.run();
        }
        return true;
    }

    @Override
    public boolean known(LogId log) {
        return hosted(log) || full(log);
    }

    @Override
    public void posted(LogId log) {
        HostedLog known = log(log);
        use(known);
        evaluate(known);
    }

    @Override
    public void committed(List<Event> events) {
        Set<LogId> changed = new LinkedHashSet<>();
        events.forEach(event -> changed.add(event.log()));
        changed.removeIf(this::removing);
        for (LogId log : changed) {
            HostedLog known = log(log);
            boolean first = !known.full;
            known.full = true;
            blank.remove(log);
            known.caughtUp.clear();
            if (!known.hosted) {
                evaluate(known);
                if (!known.hosted && !disposal.holds(log)) {
                    release(known);
                }
            } else if (first) {
                book.hosted(known);
                listener.accept(log);
            }
            checkArrival(log);
        }
    }

    /**
     * To be called every second or so.
     *
     * @param inUse logs to which somebody here is subscribed
     */
    public void tick(Collection<LogId> inUse) {
        refresh();
        if (clock.millis() - swept >= SWEEP_MILLIS) {
            swept = clock.millis();
            inUse.forEach(log -> use(log(log)));
            due.addAll(logs.keySet());
            ledger.afterFlush(disposal::sweep);
        }
        arrivals.tick(clock.millis());
        work();
        ledger.afterFlush(book::save);
        ledger.afterFlush(disposal::work);
    }

    private HostedLog log(LogId log) {
        return logs.computeIfAbsent(log, HostedLog::new);
    }

    /** Looks who is there; if that has changed, all logs are looked at anew. */
    private void refresh() {
        if (presence.refresh()) {
            due.addAll(logs.keySet());
        }
    }

    private void use(HostedLog log) {
        log.wanted = clock.millis();
        book.used(log);
    }

    private void dueSoon(LogId log) {
        due.add(log);
        if (!working) {
            working = true;
            ledger.afterFlush(() -> {
                working = false;
                work();
            });
        }
    }

    private void work() {
        long begin = presence.hashes();
        Iterator<LogId> next = due.iterator();
        while (next.hasNext() && presence.hashes() - begin < HASHES_PER_ROUND) {
            LogId log = next.next();
            next.remove();
            if (logs.containsKey(log)) {
                evaluate(logs.get(log));
            }
        }
    }

    /** Whether there is a reason of this server's own to host a log. */
    private boolean needed(HostedLog log) {
        long now = clock.millis();
        boolean used = log.wanted != HostedLog.NEVER
                && now - log.wanted < (log.exists() ? Math.max(rules.keep().toMillis(), EMPTY_MILLIS) : EMPTY_MILLIS);
        return used || rules.pinned().contains(log.id) || log.exists() && presence.chosen(log);
    }

    private void evaluate(HostedLog log) {
        if (removing(log.id)) {
            return;
        }
        boolean needed = needed(log);
        if (!log.hosted && (needed || orphaned(log))) {
            begin(log);
        } else if (log.hosted && !needed && (!log.full || handedOver(log))) {
            end(log);
        }
        if (log.idle() && !rules.pinned().contains(log.id)) {
            logs.remove(log.id);
        }
    }

    /** Stored here, and nobody else says to have it, though all had the time to. */
    private boolean orphaned(HostedLog log) {
        return log.full
                && !log.told.containsValue(true)
                && clock.millis() - begun >= EMPTY_MILLIS
                && links.allComplete();
    }

    private boolean handedOver(HostedLog log) {
        return !log.told.isEmpty() && log.caughtUp.containsAll(presence.replicas(log));
    }

    private void begin(HostedLog log) {
        log.hosted = true;
        hosted.add(log.id);
        disposal.kept(log.id);
        if (log.full) {
            book.hosted(log);
        } else {
            blank.add(log.id);
        }
        listener.accept(log.id);
        arrivals.begin(log.id, clock.millis());
        checkArrival(log.id);
    }

    private void end(HostedLog log) {
        log.hosted = false;
        log.caughtUp.clear();
        hosted.remove(log.id);
        blank.remove(log.id);
        log.wantedSaved = HostedLog.NEVER;
        if (log.full) {
            release(log);
        } else {
            book.gone(log.id);
        }
        listener.accept(log.id);
    }

    /** Stored, and hosted no more: from now on it waits to go. */
    private void release(HostedLog log) {
        disposal.released(log.id, clock.millis());
        book.released(log.id, clock.millis());
    }

    private void restore(LogId log, Standing standing) {
        if (standing instanceof Standing.Hosted last) {
            HostedLog each = log(log);
            each.hosted = true;
            each.wanted = last.wanted();
            each.wantedSaved = last.wanted();
            hosted.add(log);
            if (!each.full) {
                blank.add(log);
            }
        } else if (standing instanceof Standing.Released last && full(log)) {
            disposal.released(log, last.since());
        } else {
            book.gone(log);
        }
    }

    private void forget(ServerId server, HostedLog log) {
        log.told.remove(server);
        log.caughtUp.remove(server);
        dueSoon(log.id);
    }

    private void checkArrival(LogId log) {
        HostedLog known = logs.get(log);
        if (known != null && arrivals.underWay(log) && !removing(log) && links.allComplete()) {
            List<ServerId> having = new ArrayList<>();
            known.told.forEach((server, full) -> {
                if (full) {
                    having.add(server);
                }
            });
            arrivals.check(log, having);
        }
    }

    private final class Owner implements Disposal.Owner {
        @Override
        public Collection<ServerId> hosts(LogId log) {
            List<ServerId> having = new ArrayList<>();
            log(log).told.forEach((server, full) -> {
                if (full && links.has(server)) {
                    having.add(server);
                }
            });
            return having;
        }

        @Override
        public void removed(LogId log) {
            log(log).full = false;
        }

        @Override
        public void ended(LogId log) {
            book.gone(log);
            evaluate(log(log));
        }

        @Override
        public boolean awaited(LogId log) {
            return arrivals.underWay(log) || needed(log(log));
        }
    }
}
