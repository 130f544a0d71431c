package chat.parley.client.core;

import chat.parley.client.OwnedRooms;
import chat.parley.client.Person;
import chat.parley.client.RoomException;
import chat.parley.client.RoomRef;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.keys.Card;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Hierarchy;
import chat.parley.protocol.rules.OwnedAct;
import chat.parley.protocol.rules.OwnedRoom;
import chat.parley.protocol.rules.Rank;
import chat.parley.protocol.rules.RoomLink;
import chat.parley.protocol.rules.RoomState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person does with rooms that have owners. Each act is judged by the room's rules before it is written. */
final class RoomDesk implements OwnedRooms {
    private final Desk desk;
    private final Rooms rooms;
    private final Runnable finish;

    /**
     * @param finish makes a step durable, sends and tells what came of it
     */
    RoomDesk(Desk desk, Rooms rooms, Runnable finish) {
        this.desk = desk;
        this.rooms = rooms;
        this.finish = finish;
    }

    @Override
    public RoomRef.Owned create(String name, Charter.History history) {
        Card.Title title = title(name, "");
        Event genesis = begin(OwnedRoom.charter(desk.crypto(), history));
        Room room = rooms.at(genesis.log()).get();
        Card card = room.titles().sign(title);
        room.titles().add(genesis, card);
        room.welcome();
        finish.run();
        return (RoomRef.Owned) room.ref();
    }

    @Override
    public RoomRef.Owned with(UserId user) {
        if (user.equals(me())) {
            throw new RoomException(RoomException.Code.WRONG_KIND, "that is you: say it to somebody else");
        }
        List<Room> known = rooms.direct(user);
        List<LogId> logs = new ArrayList<>();
        known.stream().filter(Room::joined).forEach(room -> logs.add(room.log()));
        if (logs.isEmpty()) {
            known.stream().filter(room -> room.door().entry().isPresent()).forEach(room -> logs.add(room.log()));
        }
        Optional<LogId> chosen = OwnedRoom.chosen(logs);
        LogId log = chosen.isPresent()
                ? chosen.get()
                : begin(OwnedRoom.direct(desk.crypto(), Charter.History.NONE, user))
                        .log();
        Room room = rooms.at(log).get();
        room.want();
        finish.run();
        return (RoomRef.Owned) room.ref();
    }

    @Override
    public void invite(RoomRef room, UserId user, Rank rank) {
        if (state(room).members().containsKey(user)) {
            throw new RoomException(RoomException.Code.NOT_ALLOWED, "they are in the room already");
        }
        act(room, new OwnedAct.Invite(new OwnedAct.Person(user), rank));
    }

    @Override
    public String link(RoomRef room, Rank rank) {
        SigningKey key = desk.crypto().newSigningKey();
        Event event = act(room, new OwnedAct.Invite(new OwnedAct.Link(OwnedRoom.link(key)), rank));
        return new RoomLink(event.log(), event.id(), key).text();
    }

    @Override
    public List<Invitation> invitations(RoomRef room) {
        RoomState state = state(room);
        List<Invitation> open = new ArrayList<>();
        ranks(room).invitations().forEach((id, invitation) -> {
            Optional<Person> person = invitation.invited() instanceof OwnedAct.Person
                    ? Optional.of(desk.person(((OwnedAct.Person) invitation.invited()).user(), state))
                    : Optional.empty();
            open.add(new Invitation(id, person, invitation.rank(), desk.person(invitation.by(), state)));
        });
        return open;
    }

    @Override
    public void revoke(RoomRef room, EventId invitation) {
        if (!ranks(room).invitations().containsKey(invitation)) {
            throw new RoomException(RoomException.Code.NOT_INVITED, "there is no such invitation any more");
        }
        act(room, new OwnedAct.RevokeInvite(invitation));
    }

    @Override
    public List<Invited> invited() {
        List<Invited> invited = new ArrayList<>();
        for (Room room : rooms.all()) {
            boolean outside = room.wish() == Room.Wish.NAMED || room.wish() == Room.Wish.CLOSED;
            Optional<EventId> invitation = outside ? room.door().invitation() : Optional.empty();
            if (invitation.isPresent() && !room.door().declined(invitation.get())) {
                room.door().invited().ifPresent(invited::add);
            }
        }
        return invited;
    }

    @Override
    public void enter(RoomRef room) {
        Room wanted = rooms.find(room)
                .filter(each -> each.joined() || each.door().entry().isPresent())
                .orElseThrow(RoomDesk::notInvited);
        wanted.want();
        finish.run();
    }

    @Override
    public RoomRef.Owned enter(String link) {
        RoomLink read = RoomLink.of(desk.crypto(), link);
        RoomRef.Owned ref = RoomRef.owned(read.log());
        Room room = rooms.find(ref).orElseGet(() -> rooms.open(ref, Room.Wish.ENTERING));
        if (!room.joined()) {
            room.door().keep(read);
            room.want();
        }
        finish.run();
        return ref;
    }

    @Override
    public void decline(RoomRef room) {
        Room named = rooms.find(room).orElseThrow(RoomDesk::notInvited);
        named.door().decline(named.door().invitation().orElseThrow(RoomDesk::notInvited));
        finish.run();
    }

    @Override
    public void kick(RoomRef room, UserId user) {
        member(room, user);
        act(room, new OwnedAct.Kick(user, seen(room, user)));
    }

    @Override
    public void ban(RoomRef room, UserId user) {
        act(room, new OwnedAct.Ban(user, seen(room, user)));
    }

    @Override
    public void unban(RoomRef room, UserId user) {
        if (!ranks(room).barred().containsKey(user)) {
            throw new RoomException(RoomException.Code.NO_MEMBER, "nobody keeps them out");
        }
        act(room, new OwnedAct.Unban(user));
    }

    @Override
    public List<Person> banned(RoomRef room) {
        List<Person> banned = new ArrayList<>();
        RoomState state = state(room);
        ranks(room).banned().keySet().forEach(user -> banned.add(desk.person(user, state)));
        return banned;
    }

    @Override
    public void rank(RoomRef room, UserId user, Rank rank) {
        member(room, user);
        act(room, new OwnedAct.SetRank(user, rank));
    }

    @Override
    public Optional<Rank> rankOf(RoomRef room, UserId user) {
        return rooms.find(room).flatMap(each -> each.state().rank(user));
    }

    @Override
    public void rename(RoomRef room, String name) {
        retitle(room, title(name, card(room).map(Card.Title::topic).orElse("")));
    }

    @Override
    public void topic(RoomRef room, String topic) {
        Room here = in(room);
        retitle(room, title(card(room).map(Card.Title::name).orElse(here.info().title()), topic));
    }

    @Override
    public void transfer(RoomRef room, UserId successor) {
        member(room, successor);
        act(room, new OwnedAct.Resign(Optional.of(successor)));
    }

    /** Writes the first event of a room that is this user's, who is in it. */
    private Event begin(Charter charter) {
        OwnedAct create = new OwnedAct.Create(charter, desk.account().name(), desk.identityHeads());
        Event genesis = desk.write(create, EventCodec.Place.genesis());
        Room room = rooms.open(RoomRef.owned(genesis.log()), Room.Wish.ENTERING);
        room.wish(Room.Wish.ENTERING);
        room.created(genesis);
        return genesis;
    }

    private Event act(RoomRef room, OwnedAct.OfPower act) {
        Room here = in(room);
        Optional<RefusalCode> refusal = OwnedRoom.refusal(ranks(room), me(), act);
        if (refusal.filter(RefusalCode.TOO_MANY::equals).isPresent()) {
            throw new RoomException(
                    RoomException.Code.FULL, "the room has as many invitations, or people kept out, as it may");
        }
        if (refusal.isPresent()) {
            throw notAllowed();
        }
        boolean presentable = presentable(here);
        Event event = here.exercise(act);
        // Who takes the rank of the one who named the room names it anew: newcomers would not believe the old card.
        if (presentable && !presentable(here)) {
            here.titles().current().ifPresent(card -> here.title(card.title()));
        }
        finish.run();
        return event;
    }

    private boolean presentable(Room room) {
        return room.titles()
                .current()
                .filter(card -> card.valid(desk.crypto(), room.log(), room.state()))
                .isPresent();
    }

    private void retitle(RoomRef room, Card.Title title) {
        Room here = in(room);
        if (!ranks(room).atLeast(me(), Rank.ADMIN)) {
            throw notAllowed();
        }
        here.title(title);
        finish.run();
    }

    private Optional<Card.Title> card(RoomRef room) {
        return in(room).titles().current().map(Card::title);
    }

    private static Card.Title title(String name, String topic) {
        try {
            return new Card.Title(name, topic);
        } catch (IllegalArgumentException e) {
            throw new RoomException(RoomException.Code.BAD_TITLE, e.getMessage());
        }
    }

    private List<EventId> seen(RoomRef room, UserId user) {
        return desk.seen(in(room).log(), user);
    }

    private void member(RoomRef room, UserId user) {
        ranks(room);
        if (!state(room).members().containsKey(user)) {
            throw new RoomException(RoomException.Code.NO_MEMBER, "they are not in the room");
        }
    }

    /** A room with an owner that this user is in. */
    private Room in(RoomRef room) {
        if (room instanceof RoomRef.Open) {
            throw wrongKind();
        }
        return rooms.find(room)
                .filter(Room::joined)
                .orElseThrow(() ->
                        new RoomException(RoomException.Code.NOT_IN_ROOM, "you are not in this room: enter it first"));
    }

    private RoomState state(RoomRef room) {
        Room here = in(room);
        return desk.room(here.log()).stateAt(desk.place(here.log()).control());
    }

    private Hierarchy ranks(RoomRef room) {
        Hierarchy ranks = state(room).hierarchy().get();
        if (ranks.charter().direct()) {
            throw wrongKind();
        }
        return ranks;
    }

    private UserId me() {
        return desk.account().user();
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

    private static RoomException notInvited() {
        return new RoomException(RoomException.Code.NOT_INVITED, "no open invitation lets you into this room");
    }
}
