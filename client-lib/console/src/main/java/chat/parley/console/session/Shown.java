package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.protocol.id.EventId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The messages on the screen, as they are now, and their numbers. Thread-safe. */
public final class Shown {
    /** So many are remembered. */
    static final int CAPACITY = 2_000;

    private final Numbers<EventId> numbers = new Numbers<>(CAPACITY);
    private final Map<EventId, ClientEvent.Message> messages = new LinkedHashMap<>();

    /** The message is on the screen, or another than before; returns its number. */
    synchronized int put(ClientEvent.Message message) {
        messages.remove(message.id());
        messages.put(message.id(), message);
        if (messages.size() > CAPACITY) {
            messages.remove(messages.keySet().iterator().next());
        }
        return numbers.of(message.id());
    }

    /** The message is another than before. One that is not on the screen gets no number for that. */
    synchronized void changed(ClientEvent.Message message) {
        if (numbers.find(message.id()).isPresent()) {
            put(message);
        }
    }

    /** The message as it was shown last. */
    synchronized Optional<ClientEvent.Message> find(EventId id) {
        return Optional.ofNullable(messages.get(id));
    }

    /** The message's number, if it has one. */
    Optional<Integer> number(EventId id) {
        return numbers.find(id);
    }

    /**
     * The message of a number.
     *
     * @throws Refusal if there is none
     */
    public ClientEvent.Message at(int number) {
        return numbers.at(number)
                .flatMap(this::find)
                .orElseThrow(() -> new Refusal(
                        Refusal.Code.NO_MESSAGE,
                        "there is no message " + number + ": the number is the one before the room's name"));
    }
}
