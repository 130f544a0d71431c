package chat.parley.protocol.log;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.EventId;
import java.util.List;
import java.util.Set;

/** Where an event came from: hears what became of it. Called by {@link Ledger} on its thread. */
public interface Source {
    /** These are durable: of this batch, or known before. */
    void stored(List<Event> events);

    /** The disk failed: these are not stored and should be offered again later. */
    void failed(List<Event> events);

    /** Refused for good. */
    void refused(Event event, RefusalCode code, String reason);

    /**
     * The event waits for these.
     *
     * @param held false if this source has too much waiting already, so that the event was dropped
     */
    void missing(Event event, Set<EventId> ids, boolean held);
}
