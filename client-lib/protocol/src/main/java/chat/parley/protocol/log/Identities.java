package chat.parley.protocol.log;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.ControlGraph;
import chat.parley.protocol.rules.ControlNode;
import chat.parley.protocol.rules.IdentityRules;
import chat.parley.protocol.rules.IdentityState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The identities of a store, folded; those in memory that were used last. */
final class Identities {
    private final EventStore store;
    private final RecentHeaders headers;
    private final IdentityRules rules;
    private final Map<LogId, ControlGraph<IdentityState>> identities;

    /**
     * @param most most identities in memory
     */
    Identities(EventStore store, RecentHeaders headers, IdentityRules rules, int most) {
        this.store = store;
        this.headers = headers;
        this.rules = rules;
        this.identities = new Latest<>(most);
    }

    /** What is known here of a user's devices. */
    IdentityState identity(UserId user) {
        return identityAt(user, store.heads(user.identity()));
    }

    /** An identity's state at given heads, or {@link IdentityState#EMPTY} if one of them is not of this identity. */
    IdentityState identityAt(UserId user, List<EventId> heads) {
        for (EventId head : heads) {
            Optional<Event> event = headers.find(head);
            // A user id may be any bytes, a room's id too: its events say nothing of devices.
            if (!event.isPresent()
                    || !event.get().log().equals(user.identity())
                    || !event.get().header().rules().equals(IdentityRules.NAME)) {
                return IdentityState.EMPTY;
            }
        }
        if (heads.isEmpty()) {
            return IdentityState.EMPTY;
        }
        ControlGraph<IdentityState> graph = graph(user.identity());
        return graph.stateAt(graph.maximal(new TreeSet<>(heads)));
    }

    /** Judges an event of an identity, stores it, and only then remembers. */
    void admit(Event event) throws InvalidEventException {
        ControlGraph<IdentityState> graph = graph(event.log());
        ControlNode node = rules.accept(event, graph.stateAt(event.header().control()));
        store.add(event);
        graph.add(node);
        identities.put(event.log(), graph);
    }

    void forget(LogId log) {
        identities.remove(log);
    }

    /** How many are in memory. */
    int kept() {
        return identities.size();
    }

    ControlGraph<IdentityState> graph(LogId log) {
        ControlGraph<IdentityState> known = identities.get(log);
        if (known != null) {
            return known;
        }
        ControlGraph<IdentityState> graph = new ControlGraph<>(IdentityState.EMPTY, IdentityState::after);
        List<Event> stored = store.controlAndKeys(log);
        for (Event event : stored) {
            try {
                graph.add(rules.stored(event));
            } catch (InvalidEventException e) {
                throw new IllegalStateException("a stored identity is damaged: " + e.getMessage());
            }
        }
        if (!stored.isEmpty()) {
            // Only what is stored is kept in memory: garbage must not be.
            identities.put(log, graph);
        }
        return graph;
    }
}
