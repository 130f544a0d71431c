package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import java.util.List;

/** Devices that are to be put out of a room, by whoever sees it first: revoked ones, and those that have forked. */
final class Expulsions {
    private final IdentityNews identities;
    private final ForkWatch forks;

    Expulsions(RoomRef room, LogId log, Desk desk) {
        this.identities = new IdentityNews(room, log, desk);
        this.forks = new ForkWatch(log, desk);
    }

    /** More is known of a person's identity. */
    void identityChanged(UserId user) {
        identities.changed(user);
    }

    /** A device has written two events of one number. */
    void forked(Event event, List<ClientEvent> told) {
        forks.forked(event, told);
    }

    /** Whether there is something to tell now. */
    boolean due() {
        return identities.due() || forks.due();
    }

    /** Tells the room what is due. */
    void act() {
        identities.act();
        forks.act();
    }

    /** Tells the room all that is known: something is to be said that those put out must not hear. */
    void actNow() {
        identities.actNow();
        forks.actNow();
    }
}
