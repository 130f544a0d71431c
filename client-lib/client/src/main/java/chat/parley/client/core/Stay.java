package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.OwnedRooms;
import chat.parley.client.RoomRef;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.RoomState;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Coming into a room, being in, going and being removed: what the person wants, and how far it is done. */
final class Stay {
    private final RoomRef room;
    private final LogId log;
    private final Desk desk;
    private final Door door;
    private final Attendance attendance;
    private final RoomNews news;
    private Wish wish;
    private boolean awaiting;
    private List<EventId> lookedAt = Collections.emptyList();
    private List<EventId> invitedAt = Collections.emptyList();
    private boolean invited;
    private EventId entering;
    private EventId leaving;

    Stay(RoomRef room, LogId log, Desk desk, Door door, Attendance attendance, RoomNews news, Wish wish) {
        this.room = room;
        this.log = log;
        this.desk = desk;
        this.door = door;
        this.attendance = attendance;
        this.news = news;
        this.wish = wish;
    }

    Wish wish() {
        return wish;
    }

    void wish(Wish wanted) {
        wish = wanted;
        desk.platform().store().put(Table.ROOM, Rooms.text(room), wanted.name());
    }

    /** The person wants to be in: who is still in stays, whoever is not comes in. */
    void want() {
        if (!joined()) {
            wish(member() ? Wish.IN : Wish.ENTERING);
        }
    }

    /** Whether the room's own log says that this device is in. */
    boolean member() {
        return state().speaks(user(), desk.account().device());
    }

    /** Whether the person is in, and wants to be. */
    boolean joined() {
        return wish.in() && member();
    }

    /** Whether this device is in, as far as a server has it, or was in before. */
    boolean settled() {
        return entering == null && member();
    }

    /** Whether the person wants in, and nothing is done for it yet. */
    boolean absent() {
        return wish.in() && entering == null && !member();
    }

    /** Whether the person is in no more, though nothing else is wanted. */
    boolean removed() {
        return wish == Wish.IN && entering == null && outside();
    }

    /** Whether coming in is written, and no server has it yet. */
    boolean entering() {
        return entering != null;
    }

    /** Whether the room was left, and the servers know. */
    boolean left() {
        return wish == Wish.OUT && leaving == null && !member();
    }

    /** Whether the room was named in vain: nothing lets this user in. */
    boolean inVain() {
        return wish == Wish.NAMED && outside() && !invited();
    }

    /** Looked for again only when control events have come. */
    private boolean invited() {
        List<EventId> frontier = desk.room(log).frontier();
        if (!frontier.equals(invitedAt)) {
            invited = door.invitation().isPresent();
            invitedAt = frontier;
        }
        return invited;
    }

    /** All that a server has of the room is read. */
    void caughtUp(List<ClientEvent> told) {
        if (joined() && entering == null && !news.begun()) {
            begin(told);
        }
    }

    /** A room that this user is not in: perhaps somebody invites them, or another device of theirs is in. */
    void look(Company company, List<ClientEvent> told) {
        List<EventId> frontier = desk.room(log).frontier();
        if (frontier.equals(lookedAt)) {
            return;
        }
        lookedAt = frontier;
        if (!outside()) {
            wish(Wish.ENTERING);
            if (member()) {
                begin(told);
            }
            return;
        }
        Optional<EventId> invitation = door.invitation().filter(door::news);
        Optional<OwnedRooms.Invited> invited = door.invited();
        if (!invitation.isPresent() || !invited.isPresent()) {
            return;
        }
        if (desk.silence().over(invited.get().by().user())) {
            // It is listed when they are muted no more.
            return;
        }
        door.told(invitation.get());
        if (invited.get().direct() && company.met(invited.get().by().user())) {
            wish(Wish.ENTERING);
        } else {
            told.add(new ClientEvent.Invitation(invited.get()));
        }
    }

    void enter(List<ClientEvent> told) {
        Optional<Act> entry = door.entry();
        if (entry.isPresent()) {
            entering = desk.write(entry.get(), desk.place(log)).id();
        } else if (door.known() && door.awaitsLink()) {
            await(told);
        } else if (door.known()) {
            door.forgetLink();
            wish(attendance.removal(user()).isPresent() ? Wish.CLOSED : Wish.NAMED);
            told.add(new ClientEvent.Problem(
                    "NOT_INVITED",
                    "nothing lets you into that room: the invitation or link was taken back, or you are kept out. Ask"
                            + " for another one",
                    Optional.of(room)));
        }
    }

    private void await(List<ClientEvent> told) {
        if (!awaiting) {
            awaiting = true;
            told.add(new ClientEvent.Problem(
                    "LINK_NOT_KNOWN_YET",
                    "no server here knows this link yet: you are let in as soon as one does. If that takes long, see"
                            + " whether all of the link was copied"));
        }
    }

    /** This user has begun the room, and is in as soon as a server has that. */
    void created(Event genesis) {
        entering = genesis.id();
    }

    void leave() {
        leaving = desk.write(new Act.Leave(), desk.place(log)).id();
    }

    /** Others have removed this user, or another device of theirs has left. */
    void close(List<ClientEvent> told) {
        Optional<ClientEvent.Removed> removed = attendance.removal(user());
        news.end();
        wish(removed.isPresent() || door.peer().isPresent() ? Wish.CLOSED : Wish.OUT);
        told.add(removed.isPresent() ? removed.get() : new ClientEvent.Left(room));
    }

    /** The person wanted to go, and others have removed them meanwhile: nothing is left to be done. */
    void gone(List<ClientEvent> told) {
        if (news.begun()) {
            news.end();
            told.add(new ClientEvent.Left(room));
        }
    }

    /** A server has an own event; true if it was coming in, or leaving. */
    boolean acknowledged(EventId id, List<ClientEvent> told) {
        if (id.equals(entering)) {
            entering = null;
            if (member()) {
                begin(told);
            }
            return true;
        }
        if (!id.equals(leaving)) {
            return false;
        }
        leaving = null;
        news.end();
        if (door.peer().isPresent()) {
            // A conversation that was left is there to be taken up again.
            wish(Wish.CLOSED);
            door.invitation().ifPresent(door::decline);
        }
        told.add(new ClientEvent.Left(room));
        return true;
    }

    /** There is a new device in place of the one that was entering or leaving. */
    void deviceRenewed() {
        entering = null;
        leaving = null;
    }

    private void begin(List<ClientEvent> told) {
        wish(Wish.IN);
        door.forgetLink();
        news.begin(told);
    }

    private boolean outside() {
        return !state().members().containsKey(user());
    }

    private RoomState state() {
        return desk.room(log).state();
    }

    private UserId user() {
        return desk.account().user();
    }
}
