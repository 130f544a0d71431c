package chat.parley.protocol.log;

import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.EventId;
import java.util.Set;

/** What became of an event that was offered to a replica. */
public sealed interface Outcome {
    /** It is in the store now. */
    record Accepted() implements Outcome {}

    /** It was there already. */
    record Duplicate() implements Outcome {}

    /** It waits for these events: offer it again when they are stored. */
    record Missing(Set<EventId> ids) implements Outcome {}

    /** It is refused for good. */
    record Refused(RefusalCode code, String reason) implements Outcome {}
}
