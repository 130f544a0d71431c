package chat.parley.client.core;

import chat.parley.client.OwnedRooms;
import chat.parley.client.Person;
import chat.parley.client.RoomException;
import chat.parley.client.RoomRef;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.keys.Card;
import chat.parley.protocol.rules.Charter;
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
    private final Authority authority;
    private final Runnable finish;

    /**
     * @param finish makes a step durable, sends and tells what came of it
     */
    RoomDesk(Desk desk, Rooms rooms, Runnable finish) {
        this.desk = desk;
        this.rooms = rooms;
        this.authority = new Authority(desk, rooms);
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
        room.stay().want();
        finish.run();
        return (RoomRef.Owned) room.ref();
    }

    @Override
    public void invite(RoomRef room, UserId user, Rank rank) {
        if (authority.state(room).members().containsKey(user)) {
            throw new RoomException(RoomException.Code.NOT_ALLOWED, "they are in the room already");
        }
        authority.exercise(room, new OwnedAct.Invite(new OwnedAct.Person(user), rank));
        finish.run();
    }

    @Override
    public String link(RoomRef room, Rank rank) {
        SigningKey key = desk.crypto().newSigningKey();
        Event event = authority.exercise(room, new OwnedAct.Invite(new OwnedAct.Link(OwnedRoom.link(key)), rank));
        finish.run();
        return new RoomLink(event.log(), event.id(), key).text();
    }

    @Override
    public List<Invitation> invitations(RoomRef room) {
        RoomState state = authority.state(room);
        List<Invitation> open = new ArrayList<>();
        authority.ranks(room).invitations().forEach((id, invitation) -> {
            Optional<Person> person = invitation.invited() instanceof OwnedAct.Person
                    ? Optional.of(desk.person(((OwnedAct.Person) invitation.invited()).user(), state))
                    : Optional.empty();
            open.add(new Invitation(id, person, invitation.rank(), desk.person(invitation.by(), state)));
        });
        return open;
    }

    @Override
    public void revoke(RoomRef room, EventId invitation) {
        if (!authority.ranks(room).invitations().containsKey(invitation)) {
            throw new RoomException(RoomException.Code.NOT_INVITED, "there is no such invitation any more");
        }
        authority.exercise(room, new OwnedAct.RevokeInvite(invitation));
        finish.run();
    }

    @Override
    public List<Invited> invited() {
        List<Invited> invited = new ArrayList<>();
        for (Room room : rooms.all()) {
            boolean outside = room.stay().wish().outside();
            Optional<EventId> invitation = outside ? room.door().invitation() : Optional.empty();
            if (invitation.isPresent() && !room.door().declined(invitation.get())) {
                room.door()
                        .invited()
                        .filter(each -> !desk.silence().over(each.by().user()))
                        .ifPresent(invited::add);
            }
        }
        return invited;
    }

    @Override
    public void enter(RoomRef room) {
        Room wanted = rooms.find(room)
                .filter(each -> each.joined() || each.door().entry().isPresent())
                .orElseThrow(RoomDesk::notInvited);
        wanted.stay().want();
        finish.run();
    }

    @Override
    public RoomRef.Owned enter(String link) {
        RoomLink read = RoomLink.of(desk.crypto(), link);
        RoomRef.Owned ref = RoomRef.owned(read.log());
        Room room = rooms.find(ref).orElseGet(() -> rooms.open(ref, Wish.ENTERING));
        if (!room.joined()) {
            room.door().keep(read);
            room.stay().want();
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
        authority.member(room, user);
        authority.exercise(room, new OwnedAct.Kick(user, seen(room, user)));
        finish.run();
    }

    @Override
    public void ban(RoomRef room, UserId user) {
        authority.exercise(room, new OwnedAct.Ban(user, seen(room, user)));
        finish.run();
    }

    @Override
    public void unban(RoomRef room, UserId user) {
        if (!authority.ranks(room).barred().containsKey(user)) {
            throw new RoomException(RoomException.Code.NO_MEMBER, "nobody keeps them out");
        }
        authority.exercise(room, new OwnedAct.Unban(user));
        finish.run();
    }

    @Override
    public List<Person> banned(RoomRef room) {
        List<Person> banned = new ArrayList<>();
        RoomState state = authority.state(room);
        authority.ranks(room).banned().keySet().forEach(user -> banned.add(desk.person(user, state)));
        return banned;
    }

    @Override
    public void rank(RoomRef room, UserId user, Rank rank) {
        authority.member(room, user);
        authority.exercise(room, new OwnedAct.SetRank(user, rank));
        finish.run();
    }

    @Override
    public Optional<Rank> rankOf(RoomRef room, UserId user) {
        return rooms.find(room).flatMap(each -> each.state().rank(user));
    }

    @Override
    public void rename(RoomRef room, String name) {
        Optional<Card> card = authority.in(room).titles().current();
        authority.retitle(
                room, title(name, card.map(each -> each.title().topic()).orElse("")));
        finish.run();
    }

    @Override
    public void topic(RoomRef room, String topic) {
        Room here = authority.in(room);
        Optional<Card> card = here.titles().current();
        authority.retitle(
                room,
                title(card.map(each -> each.title().name()).orElse(here.info().title()), topic));
        finish.run();
    }

    @Override
    public void transfer(RoomRef room, UserId successor) {
        authority.member(room, successor);
        authority.exercise(room, new OwnedAct.Resign(Optional.of(successor)));
        finish.run();
    }

    /** Writes the first event of a room that is this user's, who is in it. */
    private Event begin(Charter charter) {
        OwnedAct create = new OwnedAct.Create(charter, desk.account().name(), desk.identityHeads());
        Event genesis = desk.write(create, EventCodec.Place.genesis());
        Room room = rooms.open(RoomRef.owned(genesis.log()), Wish.ENTERING);
        room.stay().wish(Wish.ENTERING);
        room.stay().created(genesis);
        return genesis;
    }

    private static Card.Title title(String name, String topic) {
        try {
            return new Card.Title(name, topic);
        } catch (IllegalArgumentException e) {
            throw new RoomException(RoomException.Code.BAD_TITLE, e.getMessage());
        }
    }

    private List<EventId> seen(RoomRef room, UserId user) {
        return desk.seen(authority.in(room).log(), user);
    }

    private UserId me() {
        return desk.account().user();
    }

    private static RoomException notInvited() {
        return new RoomException(RoomException.Code.NOT_INVITED, "no open invitation lets you into this room");
    }
}
