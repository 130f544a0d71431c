package chat.parley.android.talk;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far the messages of a room have come at the others, as far as they tell. Of one thread. */
final class Reach {
    private final Map<UserId, Map<Content.Receipt.State, ClientEvent.Received>> last = new LinkedHashMap<>();

    /** Who has read a message, and who has only got it. */
    record Who(List<Person> read, List<Person> got) {}

    /** Takes what the client knows, in place of what was known here. */
    void load(List<ClientEvent.Received> all) {
        last.clear();
        all.forEach(this::happened);
    }

    /** Somebody has come to a message; the client tells only of what is further than before. */
    void happened(ClientEvent.Received received) {
        last.computeIfAbsent(received.by().user(), user -> new EnumMap<>(Content.Receipt.State.class))
                .put(received.state(), received);
    }

    /**
     * Looks up how far they are among messages in their order.
     *
     * @param order the messages that are shown
     */
    Among among(Collection<EventId> order) {
        Map<EventId, Integer> places = new HashMap<>();
        order.forEach(id -> places.put(id, places.size()));
        return new Among(places);
    }

    /** The same for one list of messages. */
    final class Among {
        private final Map<EventId, Integer> places;

        private Among(Map<EventId, Integer> places) {
            this.places = places;
        }

        /** Who a message has come to. */
        Who who(EventId message) {
            List<Person> read = new ArrayList<>();
            List<Person> got = new ArrayList<>();
            int place = places.getOrDefault(message, Integer.MAX_VALUE);
            for (Map<Content.Receipt.State, ClientEvent.Received> each : last.values()) {
                Person by = each.values().iterator().next().by();
                if (at(each, Content.Receipt.State.READ) >= place) {
                    read.add(by);
                } else if (at(each, Content.Receipt.State.DELIVERED) >= place) {
                    got.add(by);
                }
            }
            return new Who(read, got);
        }

        /** How far it has come: at somebody at least, else at servers, else nothing was heard. */
        Optional<Far> state(EventId message, Optional<Far> atServers) {
            Who who = who(message);
            if (!who.read().isEmpty()) {
                return Optional.of(Far.READ);
            }
            return who.got().isEmpty() ? atServers : Optional.of(Far.DELIVERED);
        }

        /** Before all that is shown where they are not among it. */
        private int at(Map<Content.Receipt.State, ClientEvent.Received> of, Content.Receipt.State state) {
            ClientEvent.Received received = of.get(state);
            return received == null ? -1 : places.getOrDefault(received.upTo(), -1);
        }
    }
}
