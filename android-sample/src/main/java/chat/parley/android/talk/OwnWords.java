package chat.parley.android.talk;

import chat.parley.client.ClientEvent;
import chat.parley.client.Delivery;
import chat.parley.client.Waiting;
import chat.parley.protocol.id.EventId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the person has said in a room: what waits, and how far the rest has come to servers. The client knows both after a
 * restart too; what is told while it is asked is not lost. Of one thread.
 */
final class OwnWords {
    private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
    private final Map<Long, EventId> sent = new HashMap<>();
    private final Map<EventId, Far> far = new HashMap<>();
    /** What was taken back since the client was asked. */
    private final Set<Long> withdrawn = new HashSet<>();

    /** The client is asked. */
    void asked() {
        withdrawn.clear();
    }

    /** Takes what the client knows. */
    void load(List<Waiting> now, Map<EventId, Delivery> deliveries) {
        waiting.clear();
        now.forEach(this::add);
        deliveries.forEach((id, delivery) -> reached(id, Far.of(delivery)));
    }

    /** Something was given to the client. */
    void add(Waiting said) {
        if (!withdrawn.contains(said.number())) {
            waiting.put(said.number(), said);
        }
    }

    /** Says whether something is another than before; events of other rooms are not for this. */
    boolean happened(ClientEvent event) {
        if (event instanceof ClientEvent.Waits waits) {
            add(waits.waiting());
        } else if (event instanceof ClientEvent.Withdrawn over) {
            withdrawn.add(over.waiting().number());
            waiting.remove(over.waiting().number());
        } else if (event instanceof ClientEvent.Sent out) {
            sent.put(out.number(), out.id());
            reached(out.id(), Far.SENDING);
        } else if (event instanceof ClientEvent.Stored stored) {
            reached(stored.id(), Far.STORED);
        } else if (event instanceof ClientEvent.Safe safe) {
            reached(safe.id(), Far.SAFE);
        } else {
            return false;
        }
        return true;
    }

    /** How far a message has come to servers; empty for one that nothing is known of. */
    Optional<Far> far(EventId message) {
        return Optional.ofNullable(far.get(message));
    }

    /** What waits and is not among the messages that are shown, oldest first. */
    List<Waiting> besides(Collection<EventId> shown) {
        waiting.keySet().removeIf(number -> shown.contains(sent.get(number)));
        return new ArrayList<>(waiting.values());
    }

    /** What was heard before does not go back. */
    private void reached(EventId id, Far now) {
        far.merge(id, now, (one, other) -> one.compareTo(other) >= 0 ? one : other);
    }
}
