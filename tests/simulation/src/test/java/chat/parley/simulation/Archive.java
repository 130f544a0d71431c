package chat.parley.simulation;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.server.hosting.Rendezvous;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the honest servers that are left have together, and who of them has to have it: those that host its log. */
final class Archive {
    private final World world;
    private final Map<EventId, Event> events = new LinkedHashMap<>();
    private final Map<LogId, Set<EventId>> logs = new LinkedHashMap<>();
    private final Map<SimServer, Map<LogId, Set<EventId>>> disks = new HashMap<>();

    Archive(World world) {
        this.world = world;
        for (SimServer server : world.servers()) {
            Map<LogId, Set<EventId>> disk = new HashMap<>();
            for (Event event : server.disk().events()) {
                events.put(event.id(), event);
                logs.computeIfAbsent(event.log(), log -> new HashSet<>()).add(event.id());
                disk.computeIfAbsent(event.log(), log -> new HashSet<>()).add(event.id());
            }
            disks.put(server, disk);
        }
    }

    /** All events that any has. */
    Collection<Event> events() {
        return Collections.unmodifiableCollection(events.values());
    }

    Collection<EventId> ids() {
        return Collections.unmodifiableCollection(events.keySet());
    }

    /** The logs of which there are events. */
    Collection<LogId> logs() {
        return Collections.unmodifiableSet(logs.keySet());
    }

    /** Whether any has an event. */
    boolean contains(EventId id) {
        return events.containsKey(id);
    }

    /** Those that host a log, in the order of the servers. */
    List<SimServer> hosts(LogId log) {
        List<SimServer> hosts = new ArrayList<>(world.servers());
        hosts.removeIf(server -> !server.up() || !server.hosting().hosted(log));
        return hosts;
    }

    /** One of them, or any server if there is nothing to host. */
    SimServer host(LogId log) {
        List<SimServer> hosts = hosts(log);
        return hosts.isEmpty() ? world.servers().get(0) : hosts.get(0);
    }

    /** The honest ones among those that are to host a log whoever wants it. */
    List<SimServer> replicas(LogId log) {
        Map<ServerId, SimServer> all = new LinkedHashMap<>();
        for (SimServer server : world.running()) {
            all.put(server.identity().id(), server);
        }
        List<SimServer> replicas = new ArrayList<>();
        for (ServerId id :
                new Rendezvous(world.crypto("archive"), world.scenario().replicas()).choose(all.keySet(), log)) {
            replicas.add(all.get(id));
        }
        replicas.removeIf(server -> !server.honest());
        return replicas;
    }

    /** Those that have to have what is safe: that host a log, or are to. */
    Set<SimServer> keepers(LogId log) {
        Set<SimServer> keepers = new LinkedHashSet<>(replicas(log));
        keepers.addAll(hosts(log));
        return keepers;
    }

    /** Whether a server has all that there is of a log. */
    boolean complete(SimServer server, LogId log) {
        return disks.get(server).getOrDefault(log, Set.of()).equals(logs.get(log));
    }

    /** Whether each log is with all that are to have it, and all of it. */
    boolean settled() {
        for (LogId log : logs()) {
            List<SimServer> hosts = hosts(log);
            if (!hosts.containsAll(replicas(log))) {
                return false;
            }
            for (SimServer host : hosts) {
                if (!complete(host, log)) {
                    return false;
                }
            }
        }
        return true;
    }
}
