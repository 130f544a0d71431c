package chat.parley.client.core;

import chat.parley.client.RoomException;
import chat.parley.client.RoomRef;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.keys.Card;
import chat.parley.protocol.rules.Hierarchy;
import chat.parley.protocol.rules.OwnedAct;
import chat.parley.protocol.rules.OwnedRoom;
import chat.parley.protocol.rules.Rank;
import chat.parley.protocol.rules.RoomState;
import java.util.Optional;

/** What this user's rank allows in rooms with an owner: judged by the room's rules, and written if it is allowed. */
final class Authority {
    private final Desk desk;
    private final Rooms rooms;

    Authority(Desk desk, Rooms rooms) {
        this.desk = desk;
        this.rooms = rooms;
    }

    /** A room with an owner that this user is in. */
    Room in(RoomRef room) {
        if (room instanceof RoomRef.Open) {
            throw wrongKind();
        }
        return rooms.find(room)
                .filter(Room::joined)
                .orElseThrow(() ->
                        new RoomException(RoomException.Code.NOT_IN_ROOM, "you are not in this room: enter it first"));
    }

    /** The room as it is where the next event will stand. */
    RoomState state(RoomRef room) {
        Room here = in(room);
        return desk.room(here.log()).stateAt(desk.place(here.log()).control());
    }

    /** The same room's ranks; refused for a conversation of two, which has none. */
    Hierarchy ranks(RoomRef room) {
        Hierarchy ranks = state(room).hierarchy().get();
        if (ranks.charter().direct()) {
            throw wrongKind();
        }
        return ranks;
    }

    /** Refuses whoever is not in. */
    void member(RoomRef room, UserId user) {
        ranks(room);
        if (!state(room).members().containsKey(user)) {
            throw new RoomException(RoomException.Code.NO_MEMBER, "they are not in the room");
        }
    }

    /** Does what takes a rank, or gives one. */
    Event exercise(RoomRef room, OwnedAct.OfPower act) {
        Room here = in(room);
        Optional<RefusalCode> refusal =
                OwnedRoom.refusal(ranks(room), desk.account().user(), act);
        if (refusal.filter(RefusalCode.TOO_MANY::equals).isPresent()) {
            throw new RoomException(
                    RoomException.Code.FULL, "the room has as many invitations, or people kept out, as it may");
        }
        if (refusal.isPresent()) {
            throw notAllowed();
        }
        boolean presentable = presentable(here);
        Event event = desk.write(act, desk.place(here.log()));
        // Who takes the rank of the one who named the room names it anew: newcomers would not believe the old card.
        if (presentable && !presentable(here)) {
            here.titles().current().ifPresent(card -> here.title(card.title()));
        }
        return event;
    }

    /** Says what the room is called from now on. */
    void retitle(RoomRef room, Card.Title title) {
        Room here = in(room);
        if (!ranks(room).atLeast(desk.account().user(), Rank.ADMIN)) {
            throw notAllowed();
        }
        here.title(title);
    }

    private boolean presentable(Room room) {
        return room.titles()
                .current()
                .filter(card -> card.valid(desk.crypto(), room.log(), room.state()))
                .isPresent();
    }

    private static RoomException wrongKind() {
        return new RoomException(
                RoomException.Code.WRONG_KIND,
                "only rooms with an owner have ranks and invitations; open rooms and conversations of two have none");
    }

    private static RoomException notAllowed() {
        return new RoomException(
                RoomException.Code.NOT_ALLOWED, "your rank does not allow that here, or not to this person");
    }
}
