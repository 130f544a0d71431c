package chat.parley.server.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryEvictedListener;
import com.hazelcast.map.listener.EntryExpiredListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The registry in Payara's Hazelcast: a map from server id to value, whose entries live for {@link #LIFE} and are put
 * again every {@link #RENEWAL}. The ids are Parley's own, because Hazelcast gives a member a new one after a split.
 *
 * <p>Asking the grid can take as long as it takes to notice that a member is frozen. So only a thread of this registry's
 * own asks, and everybody else gets what it has seen last.
 */
public final class HazelcastRegistry implements Registry {
    /** The map's name in the grid. */
    public static final String MAP = "parley.servers";

    /** How long an entry outlives its server. */
    public static final Duration LIFE = Duration.ofSeconds(15);

    /** How often a server renews its entry: two renewals may be lost. */
    public static final Duration RENEWAL = Duration.ofSeconds(5);

    private static final Logger LOG = System.getLogger(HazelcastRegistry.class.getName());

    private record Own(String serverId, String value) {}

    private final HazelcastInstance grid;
    private final IMap<String, String> servers;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor renewal;
    private final UUID entryListener;
    private final UUID memberListener;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile Map<String, String> seen = Map.of();
    private volatile Own own;

    public HazelcastRegistry(HazelcastInstance grid) {
        this.grid = grid;
        this.servers = grid.getMap(MAP);
        this.renewal = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "parley-registry");
            thread.setDaemon(true);
            return thread;
        });
        this.entryListener = servers.addEntryListener(new Entries(), true);
        this.memberListener = grid.getCluster().addMembershipListener(new Members());
    }

    @Override
    public void announce(String serverId, String value) {
        boolean first = own == null;
        own = new Own(serverId, value);
        if (first) {
            long period = RENEWAL.toMillis();
            renewal.scheduleWithFixedDelay(this::renew, 0, period, TimeUnit.MILLISECONDS);
        } else {
            renewal.execute(this::renew);
        }
    }

    @Override
    public Map<String, String> entries() {
        return seen;
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public String kind() {
        return "hazelcast";
    }

    @Override
    public void close() {
        renewal.shutdownNow();
        listeners.clear();
        try {
            // Payara stops the grid before the application, so this is often too late; the entry then expires.
            servers.removeEntryListener(entryListener);
            grid.getCluster().removeMembershipListener(memberListener);
            Own mine = own;
            if (mine != null) {
                servers.removeAsync(mine.serverId());
            }
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "the grid was gone first", e);
        }
    }

    private void renew() {
        Own mine = own;
        try {
            servers.set(mine.serverId(), mine.value(), LIFE.toMillis(), TimeUnit.MILLISECONDS);
            look();
        } catch (HazelcastInstanceNotActiveException stopping) {
            renewal.shutdown();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "this server could not be made known in the grid; trying on: {0}", e.toString());
        }
    }

    /** The grid has changed: it is looked at by this registry's own thread, once however often it changes meanwhile. */
    private void lookSoon() {
        if (looking.compareAndSet(false, true)) {
            try {
                renewal.execute(() -> {
                    looking.set(false);
                    look();
                });
            } catch (RejectedExecutionException stopping) {
                LOG.log(Level.DEBUG, "the registry is closed");
            }
        }
    }

    private void look() {
        try {
            Map<String, String> now = Map.copyOf(servers);
            if (!now.equals(seen)) {
                seen = now;
                changed();
            }
        } catch (HazelcastException e) {
            LOG.log(Level.DEBUG, "the grid does not answer", e);
        }
    }

    private void changed() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a listener of the registry failed", e);
            }
        }
    }

    private final class Entries
            implements EntryAddedListener<String, String>,
                    EntryUpdatedListener<String, String>,
                    EntryRemovedListener<String, String>,
                    EntryEvictedListener<String, String>,
                    EntryExpiredListener<String, String> {
        @Override
        public void entryAdded(EntryEvent<String, String> event) {
            lookSoon();
        }

        @Override
        public void entryUpdated(EntryEvent<String, String> event) {
            if (!event.getValue().equals(event.getOldValue())) {
                lookSoon();
            }
        }

        @Override
        public void entryRemoved(EntryEvent<String, String> event) {
            lookSoon();
        }

        @Override
        public void entryEvicted(EntryEvent<String, String> event) {
            lookSoon();
        }

        @Override
        public void entryExpired(EntryEvent<String, String> event) {
            lookSoon();
        }
    }

    private final class Members implements MembershipListener {
        @Override
        public void memberAdded(MembershipEvent event) {
            lookSoon();
        }

        @Override
        public void memberRemoved(MembershipEvent event) {
            lookSoon();
        }
    }
}
