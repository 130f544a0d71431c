package chat.parley.range;

import static chat.parley.nodes.Talker.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Stranger;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Payload;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestOwnedRoom;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.OwnedAct;
import chat.parley.protocol.rules.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever wants into a room with an owner, or more rank than they have; raw sessions that write their own events. */
@ExtendWith(TwoNodes.class)
class RoomAttacksIT {
    private static int count;

    private TestPerson olga;
    private TestPerson adam;
    private TestPerson mia;
    private TestPerson gus;
    private TestPerson mallory;
    private TestOwnedRoom room;
    private NodeProcess node;

    /** Olga's room with an admin, a member and a guest; Mallory is not in it. */
    @BeforeEach
    void inhabit(Pair pair) throws Exception {
        count++;
        node = pair.a();
        ClosedRoom closed = ClosedRoom.at(node, "acts-" + count);
        olga = closed.olga();
        adam = closed.adam();
        mia = closed.mia();
        gus = closed.gus();
        mallory = new TestPerson("room-mallory-" + count);
        room = closed.room();
        room.take(mallory.events());
        post(mallory, mallory.events().toArray(Event[]::new));
    }

    @Test
    @DisplayName("A30: no invitation, somebody else's, one of another room or one that was taken back lets nobody in")
    void entering_withoutAnInvitation_isRefused() throws Exception {
        Event forGus = room.ordered().stream()
                .filter(event -> event.header().kind().equals("invite"))
                .reduce((first, last) -> last)
                .orElseThrow();
        Event link = room.link(olga.device(), TestKeys.signing("link"), Rank.MEMBER);
        Event revoked = room.act(olga.device(), new OwnedAct.RevokeInvite(link.id()));
        post(olga, link, revoked);
        refused(mallory, "NOT_INVITED", enter(Optional.empty()));
        refused(mallory, "NOT_INVITED", enter(Optional.of(forGus)));
        refused(
                mallory,
                "NOT_INVITED",
                room.draft(mallory.device(), room.entry(mallory, link.id(), TestKeys.signing("link"))));
        Event open = room.link(olga.device(), TestKeys.signing("link"), Rank.MEMBER);
        post(olga, open);
        refused(
                mallory,
                "BAD_KEY",
                room.draft(mallory.device(), room.entry(mallory, open.id(), TestKeys.signing("another link"))));
        TestOwnedRoom own = TestOwnedRoom.create("own-" + count, mallory, Charter.History.NONE);
        Event invitation = own.link(mallory.device(), TestKeys.signing("link"), Rank.MEMBER);
        post(mallory, own.arrived().toArray(Event[]::new));
        // What it cites is of another room: at the latest then it is none.
        assertThat(answer(
                        mallory,
                        room.draft(mallory.device(), room.entry(mallory, invitation.id(), TestKeys.signing("link")))))
                .isIn("NOT_INVITED", "BAD_BODY", "BAD_PARENTS", "BAD_CONTROL");
        assertUnchanged();
    }

    @Test
    @DisplayName("A31 A05: who is not in says nothing and makes no keys there, nor under a member's name; a guest only"
            + " reads")
    void writing_withoutBeingIn_isRefused() throws Exception {
        refused(mallory, "NOT_A_MEMBER", says(mallory.device()));
        refused(
                mallory,
                "NOT_A_MEMBER",
                says(new TestDevice(
                        olga.user(),
                        mallory.device().signing(),
                        mallory.device().sealing())));
        refused(
                mallory,
                "NOT_A_MEMBER",
                room.draft(
                        mallory.device(),
                        EventClass.KEY,
                        EventCodec.EPOCH,
                        room.ordered().stream()
                                .filter(event -> event.header().key(EventCodec.EPOCH))
                                .map(event -> ((Payload.Whole) event.payload()).text())
                                .findFirst()
                                .orElseThrow()));
        refused(gus, "NOT_ALLOWED", says(gus.device()));
        assertUnchanged();
    }

    @Test
    @DisplayName("A33: nobody invites, removes, bans, ranks or takes back beyond their rank")
    void acts_beyondOnesRank_areRefused() throws Exception {
        Event invitation = room.invite(olga.device(), mallory, Rank.MEMBER);
        post(olga, invitation);
        for (TestPerson powerless : List.of(mia, gus)) {
            for (OwnedAct act : List.of(
                    new OwnedAct.Invite(new OwnedAct.Person(mallory.user()), Rank.GUEST),
                    new OwnedAct.RevokeInvite(invitation.id()),
                    new OwnedAct.Kick(adam.user(), List.of()),
                    new OwnedAct.Kick(mia.user(), List.of()),
                    new OwnedAct.Ban(mallory.user(), List.of()),
                    new OwnedAct.SetRank(powerless.user(), Rank.ADMIN),
                    new OwnedAct.Resign(Optional.of(powerless.user())))) {
                refused(powerless, "NOT_ALLOWED", room.draft(powerless.device(), act));
            }
        }
        for (OwnedAct act : List.of(
                new OwnedAct.Kick(olga.user(), List.of()),
                new OwnedAct.Ban(olga.user(), List.of()),
                new OwnedAct.SetRank(olga.user(), Rank.GUEST),
                new OwnedAct.SetRank(adam.user(), Rank.OWNER),
                new OwnedAct.SetRank(mia.user(), Rank.ADMIN),
                new OwnedAct.Invite(new OwnedAct.Person(mallory.user()), Rank.ADMIN),
                new OwnedAct.Resign(Optional.of(adam.user())))) {
            refused(adam, "NOT_ALLOWED", room.draft(adam.device(), act));
        }
        refused(mallory, "NOT_A_MEMBER", room.draft(mallory.device(), new OwnedAct.Kick(mia.user(), List.of())));
        assertUnchanged();
    }

    @Test
    @DisplayName("A32: who was removed says nothing any more, and is not let in by having been in")
    void removed_saysNothing() throws Exception {
        post(olga, room.kick(olga.device(), mia));
        refused(mia, "NOT_A_MEMBER", says(mia.device()));
        refused(mia, "NOT_INVITED", enter(mia, Optional.empty()));
        assertUnchanged();
    }

    private Event says(TestDevice device) {
        return room.draft(device, EventClass.CONTENT, "message", "{}");
    }

    private Event enter(Optional<Event> invitation) {
        return enter(mallory, invitation);
    }

    private Event enter(TestPerson person, Optional<Event> invitation) {
        return room.draft(
                person.device(),
                new OwnedAct.Enter(invitation.map(Event::id), Optional.empty(), person.name(), person.heads()));
    }

    private void post(TestPerson person, Event... events) throws Exception {
        try (Stranger session = Stranger.welcomed(node.session(), person)) {
            session.post(events);
            assertThat(session.next()).isInstanceOf(Stored.class);
        }
    }

    private void refused(TestPerson person, String code, Event event) throws Exception {
        assertThat(answer(person, event))
                .as("%s by %s", event.header().kind(), person)
                .isEqualTo(code);
    }

    /** The code with which the node refuses this; what it says instead if it does not. */
    private String answer(TestPerson person, Event event) throws Exception {
        try (Stranger session = Stranger.welcomed(node.session(), person)) {
            session.post(event);
            Frame frame = session.next();
            return frame instanceof Refused refused ? refused.code() : frame.toString();
        }
    }

    /** The node has what this copy has and nothing else. */
    private void assertUnchanged() throws Exception {
        List<EventId> expected = new ArrayList<>();
        room.arrived().stream()
                .filter(event -> event.log().equals(room.id()))
                .forEach(event -> expected.add(event.id()));
        try (Witness witness = Witness.of(node, room.id(), olga)) {
            Eventually.within(SOON, () -> assertThat(witness.seen()).containsAll(expected));
            List<EventId> seen = new ArrayList<>(witness.seen());
            for (TestPerson each : List.of(olga, adam, mia, gus, mallory)) {
                each.events().forEach(event -> seen.remove(event.id()));
            }
            assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}
