package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was said in a room before what the person was shown: from the store, or from below what is held of the log. */
final class OlderMessages {
    private final RoomRef room;
    private final LogId log;
    private final Desk desk;
    private final Messages messages;

    OlderMessages(RoomRef room, LogId log, Desk desk, Messages messages) {
        this.room = room;
        this.log = log;
        this.desk = desk;
        this.messages = messages;
    }

    /** Tells older messages that are here; true if they must be asked for. */
    boolean tell(int limit, List<ClientEvent> told) {
        List<ClientEvent.Message> found = messages.older(limit);
        boolean below = below();
        if (found.isEmpty() && below) {
            return true;
        }
        told.add(new ClientEvent.Older(room, found, 0, below || messages.hasOlder()));
        return false;
    }

    /** They were asked for and do not come: nobody is connected, or the connection broke. */
    void unreachable(List<ClientEvent> told) {
        told.add(new ClientEvent.Older(room, new ArrayList<>(), 0, true));
        told.add(new ClientEvent.Problem(
                "OLDER_UNREACHABLE",
                "older messages of " + room + " are with the servers, and none is connected: ask again when one is"));
    }

    /**
     * They have come.
     *
     * @param from what was told from there on is of that
     */
    void come(List<ClientEvent> told, int from) {
        List<ClientEvent> news = told.subList(from, told.size());
        List<ClientEvent.Message> older = new ArrayList<>();
        Set<EventId> ids = new HashSet<>();
        int beforeJoining = 0;
        for (ClientEvent each : news) {
            if (each instanceof ClientEvent.Message) {
                // As it is after all that acts on it and came with it.
                ids.add(((ClientEvent.Message) each).id());
                messages.find(((ClientEvent.Message) each).id()).ifPresent(older::add);
            } else if (each instanceof ClientEvent.BeforeJoining) {
                beforeJoining += ((ClientEvent.BeforeJoining) each).count();
            }
        }
        news.removeIf(each -> each instanceof ClientEvent.Message
                || each instanceof ClientEvent.BeforeJoining
                || each instanceof ClientEvent.Changed
                        && ids.contains(((ClientEvent.Changed) each).message().id()));
        messages.told(desk.events().floor(log));
        told.add(new ClientEvent.Older(room, older, beforeJoining, below()));
    }

    private boolean below() {
        return !desk.events().floor(log).equals(Position.BEGIN);
    }
}
