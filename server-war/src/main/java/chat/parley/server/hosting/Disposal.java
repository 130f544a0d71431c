package chat.parley.server.hosting;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.StoreException;
import chat.parley.protocol.rules.IdentityRules;
import chat.parley.server.log.HostingStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Takes logs off this server's disk that it has not hosted for long. First it asks the linked servers that host a log
 * for their signed word that they hold its heads, and so, by closure, all of it; when enough have given it the log goes,
 * some events at a time. Who gave their word is a host: before it takes the log off its own disk it must stop hosting,
 * wait as long as this server has waited, and find as many others. So two servers never rely on each other, and the log
 * is always on as many servers as were asked for here. Identities stay: rooms rest on them. Used on the node's thread.
 */
final class Disposal {
    /** How old an answer may be, counted from the question, in milliseconds: far less than any grace. */
    static final long ANSWER_MILLIS = 20_000;

    /** Most logs that are asked about at a time: about as many as can go while the answers are fresh. */
    static final int MAX_ASKED = 16;

    /** Most logs that are looked at for that, once their time has come. */
    static final int MAX_LOOKED_AT = 256;

    /** A log with more heads stays until they are merged. */
    static final int MAX_HEADS = 256;

    /** Most events that go in one transaction. */
    static final int EVENTS_PER_ROUND = 1000;

    /** That something is safe means two copies, however few replicas an operator wants. */
    static final int LEAST_COPIES = 2;

    private static final Logger LOG = System.getLogger(Disposal.class.getName());

    private final Ledger ledger;
    private final HostingStore store;
    private final HostingRules rules;
    private final Clock clock;
    private final Owner owner;
    private final Map<LogId, Long> released = new LinkedHashMap<>();
    private final Set<LogId> removing;
    private final Set<LogId> asked = new LinkedHashSet<>();
    private final Set<EventId> expected = new HashSet<>();
    private final Map<ServerId, Set<EventId>> confirmed = new HashMap<>();
    private BiConsumer<ServerId, List<EventId>> asker = (server, ids) -> {};
    private long askedAt;

    /** Whose logs these are. */
    interface Owner {
        /** The linked servers that say to host a log and to have events of it. */
        Collection<ServerId> hosts(LogId log);

        /** From now on a log is not here any more. */
        void removed(LogId log);

        /** The last of it is gone: it may come back. */
        void ended(LogId log);

        /** Whether somebody waits for a log to come back. */
        boolean awaited(LogId log);
    }

    Disposal(Ledger ledger, HostingStore store, HostingRules rules, Clock clock, Owner owner) {
        this.ledger = ledger;
        this.store = store;
        this.rules = rules;
        this.clock = clock;
        this.owner = owner;
        this.removing = new LinkedHashSet<>(store.removing());
    }

    /** How servers are asked for their word that they hold some events. */
    void askBy(BiConsumer<ServerId, List<EventId>> how) {
        asker = how;
    }

    /** A log is stored and not hosted, since this time. */
    void released(LogId log, long since) {
        released.put(log, since);
    }

    /** A log is hosted again. */
    void kept(LogId log) {
        released.remove(log);
    }

    /** Whether a log is waiting to go. */
    boolean holds(LogId log) {
        return released.containsKey(log);
    }

    /** Whether a log is on its way out: nothing of it is taken in until it is gone. */
    boolean removing(LogId log) {
        return removing.contains(log);
    }

    /** Asks about the next logs whose time has come. To be called every half minute or so. */
    void sweep() {
        asked.clear();
        expected.clear();
        confirmed.clear();
        askedAt = clock.millis();
        Map<ServerId, List<EventId>> questions = new TreeMap<>();
        int lookedAt = 0;
        for (LogId log : new ArrayList<>(released.keySet())) {
            if (asked.size() < MAX_ASKED
                    && lookedAt < MAX_LOOKED_AT
                    && due(log)
                    && owner.hosts(log).size() >= copies()) {
                lookedAt++;
                ask(log, questions);
            }
        }
        questions.forEach(asker);
    }

    private void ask(LogId log, Map<ServerId, List<EventId>> questions) {
        long since = released.remove(log);
        List<EventId> heads = ledger.store().heads(log);
        if (identity(heads)) {
            return;
        }
        // At the end: others have their turn the next time.
        released.put(log, since);
        if (heads.size() <= MAX_HEADS) {
            asked.add(log);
            expected.addAll(heads);
            owner.hosts(log)
                    .forEach(server -> questions
                            .computeIfAbsent(server, s -> new ArrayList<>())
                            .addAll(heads));
        }
    }

    /** Whether the word of a server for these events is waited for. */
    boolean expects(Collection<EventId> ids) {
        return !Collections.disjoint(ids, expected);
    }

    /** A linked server has signed that it has events on its disk. */
    void confirmed(ServerId server, Collection<EventId> ids) {
        for (EventId id : ids) {
            if (expected.contains(id)) {
                confirmed.computeIfAbsent(server, s -> new HashSet<>()).add(id);
            }
        }
    }

    /** A link is gone: the server may come back with another disk. */
    void unlinked(ServerId server) {
        confirmed.remove(server);
    }

    /** Takes out some events of one log, if it is time for one. Not while a batch is open: what it holds may be of that log. */
    void work() {
        if (ledger.pending()) {
            return;
        }
        if (removing.isEmpty()) {
            proven().ifPresent(log -> {
                LOG.log(Level.INFO, "takes log {0} off its disk: others have it", log.brief());
                released.remove(log);
                asked.remove(log);
                removing.add(log);
                owner.removed(log);
            });
        }
        if (!removing.isEmpty()) {
            remove(removing.iterator().next());
        }
    }

    private void remove(LogId log) {
        try {
            boolean left = store.remove(log, EVENTS_PER_ROUND);
            ledger.forget(log);
            if (!left) {
                removing.remove(log);
                owner.ended(log);
            } else if (owner.awaited(log)) {
                ledger.afterFlush(this::work);
            }
        } catch (StoreException e) {
            LOG.log(Level.WARNING, "a log that is not hosted any more is not taken out yet: {0}", e.getMessage());
        }
    }

    /** A log that may go now. */
    private Optional<LogId> proven() {
        if (clock.millis() - askedAt <= ANSWER_MILLIS) {
            for (LogId log : asked) {
                if (due(log) && proven(log)) {
                    return Optional.of(log);
                }
            }
        }
        return Optional.empty();
    }

    private boolean proven(LogId log) {
        List<EventId> heads = ledger.store().heads(log);
        int holders = 0;
        for (ServerId host : owner.hosts(log)) {
            holders += confirmed.getOrDefault(host, Set.of()).containsAll(heads) ? 1 : 0;
        }
        return holders >= copies();
    }

    private boolean due(LogId log) {
        Long since = released.get(log);
        return since != null && clock.millis() - since >= rules.drop().toMillis();
    }

    private int copies() {
        return Math.max(LEAST_COPIES, rules.replicas());
    }

    private boolean identity(List<EventId> heads) {
        return heads.isEmpty()
                || ledger.store()
                        .find(heads.get(0))
                        .map(Event::header)
                        .filter(header -> header.rules().equals(IdentityRules.NAME))
                        .isPresent();
    }
}
