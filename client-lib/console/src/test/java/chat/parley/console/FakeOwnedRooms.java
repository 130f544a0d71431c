package chat.parley.console;

import chat.parley.client.ClientEvent;
import chat.parley.client.OwnedRooms;
import chat.parley.client.Person;
import chat.parley.client.RoomException;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Rooms of which this user is the owner, and the one that others invite to. */
public final class FakeOwnedRooms implements OwnedRooms {
    public static final String LINK = "parley:room:1:xyz";

    /** This one was taken back. */
    public static final String REVOKED_LINK = "parley:room:1:old";

    public static final RoomRef.Owned GARDEN = room(50);

    private final FakeClient client;
    private final List<Invitation> invitations = new CopyOnWriteArrayList<>();
    private final List<Invited> invited = new CopyOnWriteArrayList<>();
    private final List<Person> banned = new CopyOnWriteArrayList<>();
    private int made;

    FakeOwnedRooms(FakeClient client) {
        this.client = client;
    }

    public static RoomRef.Owned room(int number) {
        return RoomRef.owned(new LogId(FakeClient.id(number)));
    }

    /** A room of the kind. */
    public static RoomInfo info(RoomRef room, RoomInfo.Kind kind, String title, Rank rank, Charter.History history) {
        return new RoomInfo(
                room,
                kind,
                title,
                "",
                Optional.ofNullable(rank),
                history,
                kind == RoomInfo.Kind.DIRECT ? Optional.of(FakeClient.person(3, title, false)) : Optional.empty());
    }

    /** Somebody invites this user. */
    public void invite(Invited invitation) {
        invited.add(invitation);
    }

    @Override
    public synchronized RoomRef.Owned create(String name, Charter.History history) {
        RoomRef.Owned room = room(60 + made++);
        client.know(info(room, RoomInfo.Kind.OWNED, name, Rank.OWNER, history));
        client.remember(room, List.of(client.me(), FakeClient.person(2, "bob", false)), List.of());
        return room;
    }

    @Override
    public RoomRef.Owned with(UserId user) {
        RoomRef.Owned room = room(80);
        client.know(info(room, RoomInfo.Kind.DIRECT, "carol", null, Charter.History.NONE));
        client.remember(room, List.of(client.me(), FakeClient.person(3, "carol", false)), List.of());
        return room;
    }

    @Override
    public void invite(RoomRef room, UserId user, Rank rank) {
        client.act("invite " + user.brief() + " " + rank);
    }

    @Override
    public String link(RoomRef room, Rank rank) {
        invitations.add(new Invitation(
                new EventId(FakeClient.id(70 + invitations.size())), Optional.empty(), rank, client.me()));
        return LINK;
    }

    @Override
    public List<Invitation> invitations(RoomRef room) {
        return List.copyOf(invitations);
    }

    @Override
    public void revoke(RoomRef room, EventId invitation) {
        invitations.removeIf(each -> each.id().equals(invitation));
        client.act("revoke invitation");
    }

    @Override
    public List<Invited> invited() {
        return new ArrayList<>(invited);
    }

    @Override
    public void enter(RoomRef room) {
        client.called("enter");
        client.know(info(room, RoomInfo.Kind.OWNED, "garden", Rank.MEMBER, Charter.History.ALL));
        client.enter(room, List.of(client.me(), FakeClient.person(2, "bob", false)));
    }

    @Override
    public RoomRef.Owned enter(String link) {
        if (link.equals(REVOKED_LINK)) {
            client.tell(notInvited(GARDEN));
            return GARDEN;
        }
        if (!link.equals(LINK)) {
            throw new IllegalArgumentException("this is no link to a room: copy it whole");
        }
        enter(GARDEN);
        return GARDEN;
    }

    /** What is told when nothing lets this user into a room. */
    public static ClientEvent.Problem notInvited(RoomRef room) {
        return new ClientEvent.Problem("NOT_INVITED", "nothing lets you into that room", Optional.of(room));
    }

    @Override
    public void decline(RoomRef room) {
        client.called("decline");
    }

    @Override
    public void kick(RoomRef room, UserId user) {
        if (user.equals(client.me().user())) {
            throw new RoomException(RoomException.Code.NOT_ALLOWED, "you cannot remove yourself: /leave");
        }
        client.act("kick " + user.brief());
    }

    @Override
    public void ban(RoomRef room, UserId user) {
        client.act("ban " + user.brief());
        banned.add(FakeClient.person(2, "bob", false));
    }

    @Override
    public void unban(RoomRef room, UserId user) {
        client.act("unban " + user.brief());
    }

    @Override
    public List<Person> banned(RoomRef room) {
        return List.copyOf(banned);
    }

    @Override
    public void rank(RoomRef room, UserId user, Rank rank) {
        client.act("rank " + user.brief() + " " + rank);
    }

    @Override
    public Optional<Rank> rankOf(RoomRef room, UserId user) {
        return Optional.of(user.equals(client.me().user()) ? Rank.OWNER : Rank.MEMBER);
    }

    @Override
    public void rename(RoomRef room, String name) {
        client.act("rename to " + name);
    }

    @Override
    public void topic(RoomRef room, String topic) {
        client.act("topic '" + topic + "'");
    }

    @Override
    public void transfer(RoomRef room, UserId successor) {
        client.act("transfer to " + successor.brief());
    }
}
