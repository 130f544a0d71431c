package chat.parley.simulation;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.EventStore;
import chat.parley.protocol.log.Ledger;
import chat.parley.server.naming.Named;
import chat.parley.server.naming.NamingStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whom rooms name, in a server's memory: made again from the events after a crash, and after a batch that was lost. */
final class SimNaming implements NamingStore, Ledger.Listener {
    private final Map<LogId, Map<UserId, Named>> logs = new LinkedHashMap<>();
    private final Set<LogId> unread;

    SimNaming(EventStore events) {
        unread = new LinkedHashSet<>(events.logs());
    }

    @Override
    public Map<UserId, Optional<UserId>> named(LogId log) {
        Map<UserId, Optional<UserId>> named = new LinkedHashMap<>();
        all(log).forEach((user, each) -> named.put(user, each.inviter()));
        return named;
    }

    @Override
    public void put(Named named, long since) {
        logs.computeIfAbsent(named.log(), log -> new LinkedHashMap<>()).put(named.user(), named);
    }

    @Override
    public void remove(LogId log, UserId user) {
        all(log).remove(user);
    }

    @Override
    public List<LogId> logs(UserId user, boolean member, int limit) {
        List<LogId> found = new ArrayList<>();
        logs.forEach((log, all) -> {
            if (all.containsKey(user) && all.get(user).member() == member) {
                found.add(log);
            }
        });
        return found.subList(0, Math.min(limit, found.size()));
    }

    @Override
    public List<LogId> invitations(UserId inviter, UserId user, int limit) {
        List<LogId> found = logs(user, false, Integer.MAX_VALUE);
        found.removeIf(log -> !all(log).get(user).inviter().equals(Optional.of(inviter)));
        return found.subList(0, Math.min(limit, found.size()));
    }

    @Override
    public List<LogId> unread(int limit) {
        return unread.stream().limit(limit).toList();
    }

    @Override
    public void read(LogId log) {
        unread.remove(log);
    }

    @Override
    public void commit() {
        // The memory keeps it.
    }

    @Override
    public void committed(List<Event> events) {
        // What was written with them stays.
    }

    @Override
    public void notDurable(int events, Exception cause) {
        unread.addAll(logs.keySet());
    }

    private Map<UserId, Named> all(LogId log) {
        return logs.getOrDefault(log, Collections.emptyMap());
    }
}
