package chat.parley.console.session;

import chat.parley.client.RoomRef;
import chat.parley.protocol.id.EventId;

/** What lets somebody into a room; people name it by a number. */
public sealed interface Ticket {
    /** This person is invited. */
    record Received(RoomRef.Owned room) implements Ticket {}

    /** Somebody else is invited, or whoever has a link. */
    record Issued(RoomRef room, EventId id) implements Ticket {}
}
