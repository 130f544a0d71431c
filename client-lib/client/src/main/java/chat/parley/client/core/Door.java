package chat.parley.client.core;

import chat.parley.client.OwnedRooms;
import chat.parley.client.RoomRef;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.Hierarchy;
import chat.parley.protocol.rules.OwnedAct;
import chat.parley.protocol.rules.OwnedRoom;
import chat.parley.protocol.rules.Rank;
import chat.parley.protocol.rules.RoomLink;
import chat.parley.protocol.rules.RoomState;
import java.util.Map;
import java.util.Optional;

/** How this client comes into a room: anybody into an open one, into an owned one who is invited or has a link. */
final class Door {
    private static final String TOLD = "told";
    private static final String DECLINED = "declined";

    private final RoomRef room;
    private final LogId log;
    private final Desk desk;
    private final String namespace;

    Door(RoomRef room, LogId log, Desk desk, String namespace) {
        this.room = room;
        this.log = log;
        this.desk = desk;
        this.namespace = namespace;
    }

    /** Whether it is known here who may come in. */
    boolean known() {
        return room instanceof RoomRef.Open || ranks().isPresent();
    }

    /** What to write to come in; empty if nothing lets this user in. */
    Optional<Act> entry() {
        if (room instanceof RoomRef.Open) {
            String name = ((RoomRef.Open) room).name().value();
            return Optional.of(new Act.Join(namespace, name, desk.account().name(), desk.identityHeads()));
        }
        if (!ranks().isPresent()) {
            return Optional.empty();
        }
        Hierarchy ranks = ranks().get();
        if (ranks.seats().containsKey(user())) {
            return Optional.of(enter(Optional.empty(), Optional.empty()));
        }
        Optional<OwnedAct.Enter> byLink = link(ranks);
        if (byLink.isPresent()) {
            return byLink.map(enter -> enter);
        }
        return invitation().map(each -> enter(Optional.of(each), Optional.empty()));
    }

    /** The open invitation for this user with the highest rank; of a direct room its beginning. */
    Optional<EventId> invitation() {
        if (!ranks().isPresent() || ranks().get().seats().containsKey(user())) {
            return Optional.empty();
        }
        Hierarchy ranks = ranks().get();
        if (ranks.charter().direct()) {
            return admits(ranks, ranks.origin().genesis())
                    ? Optional.of(ranks.origin().genesis())
                    : Optional.empty();
        }
        Optional<EventId> best = Optional.empty();
        for (Map.Entry<EventId, Hierarchy.Invitation> each : ranks.invitations().entrySet()) {
            boolean mine = each.getValue().invited().equals(new OwnedAct.Person(user()));
            boolean better = !best.isPresent()
                    || ranks.invitations().get(best.get()).rank().weight()
                            < each.getValue().rank().weight();
            if (mine && better && admits(ranks, each.getKey())) {
                best = Optional.of(each.getKey());
            }
        }
        return best;
    }

    /** The same as it is shown to the person. */
    Optional<OwnedRooms.Invited> invited() {
        RoomState state = desk.room(log).state();
        return invitation().map(id -> {
            Hierarchy ranks = state.hierarchy().get();
            boolean direct = ranks.charter().direct();
            UserId by = direct ? other(ranks) : ranks.invitations().get(id).by();
            Rank rank = direct ? Rank.MEMBER : ranks.invitations().get(id).rank();
            return new OwnedRooms.Invited((RoomRef.Owned) room, desk.person(by, state), rank, direct);
        });
    }

    /** The other person of a direct room that this user is one of. */
    Optional<UserId> peer() {
        return desk.room(log)
                .state()
                .hierarchy()
                .filter(ranks -> ranks.charter().direct())
                .map(this::other);
    }

    /** Whether the person is to be asked about an invitation: once about each. */
    boolean news(EventId invitation) {
        Optional<String> row = desk.platform().store().get(Table.INVITATION, log.toString());
        return !row.filter(text -> text.startsWith(invitation + " ")).isPresent();
    }

    void told(EventId invitation) {
        desk.platform().store().put(Table.INVITATION, log.toString(), invitation + " " + TOLD);
    }

    void decline(EventId invitation) {
        desk.platform().store().put(Table.INVITATION, log.toString(), invitation + " " + DECLINED);
    }

    boolean declined(EventId invitation) {
        return desk.platform()
                .store()
                .get(Table.INVITATION, log.toString())
                .filter((invitation + " " + DECLINED)::equals)
                .isPresent();
    }

    /** Keeps a link until the room is entered by it. */
    void keep(RoomLink link) {
        desk.platform().store().put(Table.LINK, log.toString(), link.text());
    }

    /** Whether the invitation of the link that is kept has not come here yet: whoever made the link may be ahead. */
    boolean awaitsLink() {
        return desk.platform()
                .store()
                .get(Table.LINK, log.toString())
                .map(text -> RoomLink.of(desk.crypto(), text))
                .filter(link -> !desk.events().find(link.invitation()).isPresent())
                .isPresent();
    }

    /** The user is in, or cannot come in. */
    void forgetLink() {
        desk.platform().store().remove(Table.LINK, log.toString());
    }

    private Optional<OwnedAct.Enter> link(Hierarchy ranks) {
        return desk.platform()
                .store()
                .get(Table.LINK, log.toString())
                .map(text -> RoomLink.of(desk.crypto(), text))
                .filter(link -> opens(ranks, link))
                .map(link -> {
                    SigningKey key = link.key();
                    return enter(
                            Optional.of(link.invitation()),
                            Optional.of(OwnedRoom.prove(
                                    desk.crypto(),
                                    key,
                                    log,
                                    user(),
                                    desk.account().device())));
                });
    }

    private boolean opens(Hierarchy ranks, RoomLink link) {
        Hierarchy.Invitation invitation = ranks.invitations().get(link.invitation());
        return invitation != null
                && invitation.invited().equals(new OwnedAct.Link(OwnedRoom.link(link.key())))
                && admits(ranks, link.invitation());
    }

    private boolean admits(Hierarchy ranks, EventId invitation) {
        return !OwnedRoom.refusal(ranks, user(), enter(Optional.of(invitation), Optional.empty()))
                .isPresent();
    }

    private OwnedAct.Enter enter(Optional<EventId> invitation, Optional<Signature> proof) {
        return new OwnedAct.Enter(invitation, proof, desk.account().name(), desk.identityHeads());
    }

    private UserId other(Hierarchy ranks) {
        UserId peer = ranks.charter().peer().get();
        return peer.equals(user()) ? ranks.origin().creator() : peer;
    }

    private UserId user() {
        return desk.account().user();
    }

    /** As they are where the next event will stand. */
    private Optional<Hierarchy> ranks() {
        return desk.room(log).state().hierarchy().isPresent()
                ? desk.room(log).stateAt(desk.place(log).control()).hierarchy()
                : Optional.empty();
    }
}
