package chat.parley.console.command;

import chat.parley.client.OwnedRooms;
import chat.parley.client.RoomRef;
import chat.parley.console.session.Ranks;
import chat.parley.console.session.Session;
import chat.parley.console.session.Ticket;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.rules.Rank;
import java.util.Set;
import java.util.stream.Collectors;

/** Links with which anybody comes into a room. */
final class Links {
    private final Session session;

    Links(Session session) {
        this.session = session;
    }

    /** Makes a link and shows it. */
    void show(RoomRef room, Rank rank) {
        Set<EventId> before = ids(room);
        String link = session.client().owned().link(room, rank);
        Set<EventId> made = ids(room);
        made.removeAll(before);
        String revoke = made.stream()
                .findFirst()
                .map(id -> "/revoke " + session.tickets().of(new Ticket.Issued(room, id)) + " ends that")
                .orElse("/invitations has its number, to revoke it");
        session.tell("whoever has this link comes in as " + Ranks.of(rank) + "; " + revoke + ":");
        session.tell(link);
    }

    private Set<EventId> ids(RoomRef room) {
        return session.client().owned().invitations(room).stream()
                .map(OwnedRooms.Invitation::id)
                .collect(Collectors.toSet());
    }
}
