package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.store.Table;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import java.util.List;
import java.util.Optional;

/** The other of a conversation of two; in other rooms there is none, and nobody is waited for. */
final class Peer {
    private static final String TOLD = "peer-not-in ";

    private final LogId log;
    private final Desk desk;
    private final Door door;
    private final Company company;

    Peer(LogId log, Desk desk, Door door, Company company) {
        this.log = log;
        this.desk = desk;
        this.door = door;
        this.company = company;
    }

    /** Whether the other may not be who they were. */
    boolean blocked() {
        return door.peer().filter(company::blocked).isPresent();
    }

    /** Whether the other is not in. */
    boolean away() {
        return door.peer().filter(peer -> !in(peer)).isPresent();
    }

    private boolean in(UserId peer) {
        return desk.room(log).state().members().containsKey(peer);
    }

    /** Whether what is said waits until the other is in, and is who they were; the person is told once. */
    boolean awaited(List<ClientEvent> told) {
        Optional<UserId> peer = door.peer();
        if (!peer.isPresent()) {
            return false;
        }
        boolean away = !in(peer.get());
        if (away && !desk.platform().store().get(Table.SETTING, TOLD + log).isPresent()) {
            desk.platform().store().put(Table.SETTING, TOLD + log, "told");
            told.add(new ClientEvent.Problem(
                    "PEER_NOT_IN",
                    desk.person(peer.get(), desk.room(log).state()).distinctName()
                            + " has not been here yet: what you say waits on this device until they have"));
        }
        return away || company.blocked(peer.get());
    }
}
