package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.protocol.id.EventId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How far this person's own messages are, of those that were told of since the program runs. Thread-safe. */
public final class Deliveries {
    private final Map<EventId, Stage> stages = new LinkedHashMap<>();

    /** How far a message is. */
    public enum Stage {
        /** Kept here, and by no server. */
        HERE,
        /** A server has it on its disk. */
        STORED,
        /** Two have. */
        SAFE
    }

    void on(ClientEvent event) {
        if (event instanceof ClientEvent.Sent sent) {
            reached(sent.id(), Stage.HERE);
        } else if (event instanceof ClientEvent.Stored stored) {
            reached(stored.id(), Stage.STORED);
        } else if (event instanceof ClientEvent.Safe safe) {
            reached(safe.id(), Stage.SAFE);
        } else if (event instanceof ClientEvent.Message message
                && message.sender().self()) {
            said(message.id());
        }
    }

    private synchronized void reached(EventId id, Stage stage) {
        stages.merge(id, stage, (before, now) -> before.compareTo(now) > 0 ? before : now);
        if (stages.size() > Shown.CAPACITY) {
            stages.remove(stages.keySet().iterator().next());
        }
    }

    /** One that was not written here comes from another device of this person, by a server. */
    private synchronized void said(EventId id) {
        if (!stages.containsKey(id)) {
            reached(id, Stage.STORED);
        }
    }

    /** How far the message is; empty for one of an earlier run. */
    public synchronized Optional<Stage> of(EventId id) {
        return Optional.ofNullable(stages.get(id));
    }
}
