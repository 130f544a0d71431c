package chat.parley.server.link;

import chat.parley.protocol.frame.Announce;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.sync.Exchange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which links new events are sent over, and what is done about those that do not come: the decisions of Plumtree (Leitão,
 * Pereira, Rodrigues: "Epidemic Broadcast Trees", SRDS 2007), for one tree per node.
 *
 * <p>Every link begins <i>eager</i>. Who gets over a link only what it has had already makes it <i>lazy</i> at both ends:
 * so the eager ones become a tree, and an event crosses each link of it once. Over lazy links ids are announced. Who
 * waits for an announced event longer than {@link #PATIENCE_MILLIS} asks one of those who announced it, and that link is
 * eager again: so the tree mends where it broke. What all this misses the next heads bring.
 *
 * <p>What a link may have waiting here is bounded for each by itself: who announces what does not exist wastes its own
 * share. No I/O, no clock.
 */
final class BroadcastTree {
    /** How long an announced event may take to come by itself, and one asked for to come from who was asked. */
    static final long PATIENCE_MILLIS = 1000;

    /** Between two prunes of one link, in milliseconds: what was on its way when the first was sent needs no second. */
    static final long PRUNE_MILLIS = 1000;

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
        final Set<EventId> unannounced = new LinkedHashSet<>();
        boolean eager = true;
        long prunedAt = NEVER;
        int awaited;
    }

    /** An event that was announced and is not here. */
    private static final class Awaited {
        final Deque<Offer> offers = new ArrayDeque<>(1);
        long due;
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
        forget(server);
        branches.put(server, new Branch());
    }

    /**
     * A link is gone.
     *
     * @return the link to be grafted at once, for this one was the last eager one: that to the smallest server, as all
     *     who lose the same neighbour choose alike, and so remain one tree
     */
    Optional<ServerId> unlinked(ServerId server) {
        if (!forget(server) || branches.isEmpty() || branches.values().stream().anyMatch(branch -> branch.eager)) {
            return Optional.empty();
        }
        ServerId next = branches.keySet().iterator().next();
        branches.get(next).eager = true;
        return Optional.of(next);
    }

    /** Whether new events are sent over a link at once. */
    boolean eager(ServerId server) {
        Branch branch = branches.get(server);
        return branch != null && branch.eager;
    }

    /**
     * Events came by themselves over a link.
     *
     * @param news whether any of them was new here
     * @return whether the other end is to be told to prune the link
     */
    boolean received(ServerId from, boolean news, long now) {
        Branch branch = branches.get(from);
        if (branch == null) {
            return false;
        }
        if (news) {
            branch.eager = true;
            return false;
        }
        // Also a lazy one: the ends may have thought differently of it.
        boolean tell = branch.eager || branch.prunedAt == NEVER || now - branch.prunedAt >= PRUNE_MILLIS;
        branch.eager = false;
        if (tell) {
            branch.prunedAt = now;
        }
        return tell;
    }

    /** The other end has had what it got over this link. */
    void pruned(ServerId by) {
        Branch branch = branches.get(by);
        if (branch != null) {
            branch.eager = false;
        }
    }

    /** The other end wants what is new over this link. */
    void grafted(ServerId by) {
        Branch branch = branches.get(by);
        if (branch != null) {
            branch.eager = true;
        }
    }

    /** An event is to be announced over a link. */
    void announce(ServerId to, EventId id) {
        Branch branch = branches.get(to);
        if (branch == null) {
            return;
        }
        if (branch.unannounced.size() >= MAX_UNANNOUNCED) {
            Iterator<EventId> oldest = branch.unannounced.iterator();
            oldest.next();
            oldest.remove();
        }
        branch.unannounced.add(id);
    }

    /** Takes out what is to be announced over a link, in portions that fit a frame. */
    List<List<EventId>> announcements(ServerId to) {
        List<List<EventId>> portions = new ArrayList<>();
        Branch branch = branches.get(to);
        if (branch == null || branch.unannounced.isEmpty()) {
            return portions;
        }
        List<EventId> all = new ArrayList<>(branch.unannounced);
        branch.unannounced.clear();
        for (int from = 0; from < all.size(); from += Announce.MAX_IDS) {
            portions.add(all.subList(from, Math.min(all.size(), from + Announce.MAX_IDS)));
        }
        return portions;
    }

    /**
     * The other end of a link has announced events.
     *
     * @param lacking those of them that are not here
     */
    void announced(ServerId by, Collection<EventId> ids, Collection<EventId> lacking, long now) {
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
            Awaited each = awaited.get(id);
            if (each == null) {
                each = new Awaited();
                each.due = now + PATIENCE_MILLIS;
                awaited.put(id, each);
            }
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

    /** What is asked for now, of whom; the links to them are eager from now on. */
    Map<ServerId, List<EventId>> grafts(long now) {
        Map<ServerId, List<EventId>> grafts = new TreeMap<>();
        for (Iterator<Awaited> it = awaited.values().iterator(); it.hasNext(); ) {
            if (it.next().offers.isEmpty()) {
                it.remove();
            }
        }
        awaited.forEach((id, each) -> {
            if (each.due <= now) {
                ask(id, each, grafts, now);
            }
        });
        for (ServerId server : grafts.keySet()) {
            branches.get(server).eager = true;
        }
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

    private void ask(EventId id, Awaited event, Map<ServerId, List<EventId>> grafts, long now) {
        Offer offer = event.offers.poll();
        if (offer.asked >= MAX_ASKED) {
            settled(offer);
            event.due = now;
            return;
        }
        List<EventId> graft = grafts.computeIfAbsent(offer.by, server -> new ArrayList<>());
        if (graft.size() >= MAX_GRAFTED) {
            event.offers.addFirst(offer);
            return;
        }
        graft.add(id);
        offer.asked++;
        event.offers.addLast(offer);
        event.due = now + PATIENCE_MILLIS;
    }

    private boolean forget(ServerId server) {
        if (branches.remove(server) == null) {
            return false;
        }
        awaited.values().removeIf(each -> {
            each.offers.removeIf(offer -> offer.by.equals(server));
            return each.offers.isEmpty();
        });
        return true;
    }

    private void settled(Offer offer) {
        Branch branch = branches.get(offer.by);
        if (branch != null) {
            branch.awaited--;
        }
    }
}
