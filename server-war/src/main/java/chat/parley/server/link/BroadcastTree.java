package chat.parley.server.link;

import chat.parley.protocol.frame.Announce;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.sync.Exchange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which links new events are sent over, and what is done about those that do not come: the decisions of Plumtree (Leitão,
 * Pereira, Rodrigues: "Epidemic Broadcast Trees", SRDS 2007), with one tree for each log among the servers that host it.
 *
 * <p>Every link begins <i>eager</i> for every log. Who gets over a link only what it has had already makes it <i>lazy</i>
 * at both ends, for that log: so the eager ones become a tree, and an event crosses each link of it once. Over lazy links
 * ids are announced. Who waits for an announced event longer than {@link #PATIENCE_MILLIS} asks one of those who announced
 * it, and that link is eager again: so the tree mends where it broke. What all this misses the next heads bring.
 *
 * <p>Only what is lazy is remembered, and of that what was used last: what is forgotten is eager, which costs an event
 * sent twice and then a prune. What a link may have waiting here is bounded for each by itself: who announces what does
 * not exist wastes its own share. No I/O, no clock.
 */
final class BroadcastTree {
    /** How long an announced event may take to come by itself, and one asked for to come from who was asked. */
    static final long PATIENCE_MILLIS = 1000;

    /** Between two prunes of one link for one log, in milliseconds: what was on its way when the first was sent needs no second. */
    static final long PRUNE_MILLIS = 1000;

    /** Most logs for which one link is remembered to be lazy. */
    static final int MAX_LAZY = 65_536;

    /** Most ids that wait to be announced over one link; of more the oldest are left to the heads. */
    static final int MAX_UNANNOUNCED = 8192;

    /** Most ids announced over one link that are waited for; of more the newest are left to the heads. */
    static final int MAX_AWAITED = 4096;

    /** How often one who announced an event is asked for it. */
    static final int MAX_ASKED = 3;

    /** Most ids that are asked for over one link at a time. */
    static final int MAX_GRAFTED = Exchange.MAX_FETCH;

    private static final long NEVER = Long.MIN_VALUE;

    private final Map<ServerId, Branch> branches = new TreeMap<>();
    private final Map<EventId, Awaited> awaited = new LinkedHashMap<>();

    private static final class Branch {
        final Map<EventId, LogId> unannounced = new LinkedHashMap<>();

        /** The logs for which it is lazy, each with the time at which the other end was told so. */
        final Map<LogId, Long> lazy = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<LogId, Long> eldest) {
                return size() > MAX_LAZY;
            }
        };

        int awaited;
    }

    /** An event that was announced and is not here. */
    private static final class Awaited {
        final LogId log;
        final Deque<Offer> offers = new ArrayDeque<>(1);
        long due;

        Awaited(LogId log, long due) {
            this.log = log;
            this.due = due;
        }
    }

    /** Somebody's word to have an event. */
    private static final class Offer {
        final ServerId by;
        int asked;

        Offer(ServerId by) {
            this.by = by;
        }
    }

    /** A link stands, perhaps in place of another to the same server. */
    void linked(ServerId server) {
        unlinked(server);
        branches.put(server, new Branch());
    }

    /** A link is gone. */
    void unlinked(ServerId server) {
        if (branches.remove(server) != null) {
            awaited.values().removeIf(each -> {
                each.offers.removeIf(offer -> offer.by.equals(server));
                return each.offers.isEmpty();
            });
        }
    }

    /**
     * Somebody who hosted a log does so no more, or is gone.
     *
     * @param left the linked servers that host it still, ascending
     * @return the link to be grafted at once, for none of those left is eager: that to the smallest server, as all who lose
     *     the same neighbour choose alike, and so remain one tree
     */
    Optional<ServerId> left(LogId log, List<ServerId> left) {
        if (left.isEmpty() || left.stream().anyMatch(server -> eager(server, log))) {
            return Optional.empty();
        }
        grafted(left.get(0), log);
        return branches.containsKey(left.get(0)) ? Optional.of(left.get(0)) : Optional.empty();
    }

    /** Whether new events of a log are sent over a link at once. */
    boolean eager(ServerId server, LogId log) {
        Branch branch = branches.get(server);
        return branch != null && !branch.lazy.containsKey(log);
    }

    /**
     * Events of a log came by themselves over a link.
     *
     * @param news whether any of them was new here
     * @return whether the other end is to be told to prune the link
     */
    boolean received(ServerId from, LogId log, boolean news, long now) {
        Branch branch = branches.get(from);
        if (branch == null) {
            return false;
        }
        if (news) {
            branch.lazy.remove(log);
            return false;
        }
        // Also a lazy one: the ends may have thought differently of it.
        long prunedAt = branch.lazy.getOrDefault(log, NEVER);
        boolean tell = prunedAt == NEVER || now - prunedAt >= PRUNE_MILLIS;
        if (tell) {
            branch.lazy.put(log, now);
        }
        return tell;
    }

    /** The other end has had what it got of a log over this link. */
    void pruned(ServerId by, LogId log) {
        Branch branch = branches.get(by);
        if (branch != null) {
            branch.lazy.putIfAbsent(log, NEVER);
        }
    }

    /** The other end wants what is new in a log over this link, or begins to host it. */
    void grafted(ServerId by, LogId log) {
        Branch branch = branches.get(by);
        if (branch != null) {
            branch.lazy.remove(log);
        }
    }

    /** An event is to be announced over a link. */
    void announce(ServerId to, LogId log, EventId id) {
        Branch branch = branches.get(to);
        if (branch == null) {
            return;
        }
        if (branch.unannounced.size() >= MAX_UNANNOUNCED) {
            Iterator<EventId> oldest = branch.unannounced.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        branch.unannounced.put(id, log);
    }

    /** Takes out what is to be announced over a link, log by log, in portions that fit a frame. */
    List<Map<LogId, List<EventId>>> announcements(ServerId to) {
        List<Map<LogId, List<EventId>>> portions = new ArrayList<>();
        Branch branch = branches.get(to);
        if (branch == null) {
            return portions;
        }
        int count = 0;
        for (Map.Entry<EventId, LogId> each : branch.unannounced.entrySet()) {
            if (count++ % Announce.MAX_IDS == 0) {
                portions.add(new LinkedHashMap<>());
            }
            portions.get(portions.size() - 1)
                    .computeIfAbsent(each.getValue(), log -> new ArrayList<>())
                    .add(each.getKey());
        }
        branch.unannounced.clear();
        return portions;
    }

    /**
     * The other end of a link has announced events of a log.
     *
     * @param lacking those of them that are not here
     */
    void announced(ServerId by, LogId log, Collection<EventId> ids, Collection<EventId> lacking, long now) {
        Branch branch = branches.get(by);
        if (branch == null) {
            return;
        }
        // It has them: it need not be told of them.
        ids.forEach(branch.unannounced::remove);
        for (EventId id : lacking) {
            if (branch.awaited >= MAX_AWAITED) {
                return;
            }
            Awaited each = awaited.computeIfAbsent(id, event -> new Awaited(log, now + PATIENCE_MILLIS));
            if (each.offers.stream().noneMatch(offer -> offer.by.equals(by))) {
                each.offers.add(new Offer(by));
                branch.awaited++;
            }
        }
    }

    /** An event is here. */
    void arrived(EventId id) {
        Awaited gone = awaited.remove(id);
        if (gone != null) {
            gone.offers.forEach(this::settled);
        }
    }

    /** What is asked for now, of whom; the links to them are eager from now on, for the logs of these events. */
    Map<ServerId, Map<LogId, List<EventId>>> grafts(long now) {
        Map<ServerId, Map<LogId, List<EventId>>> grafts = new TreeMap<>();
        Map<ServerId, Integer> counts = new TreeMap<>();
        awaited.values().removeIf(each -> each.offers.isEmpty());
        awaited.forEach((id, each) -> {
            if (each.due <= now) {
                ask(each, counts, now).ifPresent(server -> {
                    grafts.computeIfAbsent(server, s -> new LinkedHashMap<>())
                            .computeIfAbsent(each.log, log -> new ArrayList<>())
                            .add(id);
                    grafted(server, each.log);
                });
            }
        });
        return grafts;
    }

    /** How many ids are waited for: for tests of the bound. */
    int awaited() {
        return awaited.size();
    }

    /** How many ids announced over one link are waited for: at most {@link #MAX_AWAITED}. */
    int awaited(ServerId by) {
        return branches.get(by).awaited;
    }

    /** How many ids wait to be announced over one link: at most {@link #MAX_UNANNOUNCED}. */
    int unannounced(ServerId to) {
        return branches.get(to).unannounced.size();
    }

    /** Whom an event is asked of now; nobody if the next one's turn comes later. */
    private Optional<ServerId> ask(Awaited event, Map<ServerId, Integer> counts, long now) {
        Offer offer = event.offers.poll();
        if (offer.asked >= MAX_ASKED) {
            settled(offer);
            event.due = now;
            return Optional.empty();
        }
        if (counts.getOrDefault(offer.by, 0) >= MAX_GRAFTED) {
            event.offers.addFirst(offer);
            return Optional.empty();
        }
        counts.merge(offer.by, 1, Integer::sum);
        offer.asked++;
        event.offers.addLast(offer);
        event.due = now + PATIENCE_MILLIS;
        return Optional.of(offer.by);
    }

    private void settled(Offer offer) {
        Branch branch = branches.get(offer.by);
        if (branch != null) {
            branch.awaited--;
        }
    }
}
