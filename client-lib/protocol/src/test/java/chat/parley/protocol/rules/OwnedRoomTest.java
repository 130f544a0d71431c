package chat.parley.protocol.rules;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestOwnedRoom;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.keys.Archive;
import chat.parley.protocol.keys.EpochSealer;
import chat.parley.protocol.log.Outcome;
import chat.parley.protocol.log.Replica;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Owned rooms")
class OwnedRoomTest {
    private final TestPerson olga = new TestPerson("olga");
    private final TestPerson adam = new TestPerson("adam");
    private final TestPerson mia = new TestPerson("mia");
    private final TestPerson guido = new TestPerson("guido");
    private final TestPerson mallory = new TestPerson("mallory");
    private final TestDevice owner = olga.device();
    private final TestDevice admin = adam.device();
    private final TestOwnedRoom room = TestOwnedRoom.create("room", olga, Charter.History.NONE);

    OwnedRoomTest() {
        room.admit(owner, adam, Rank.ADMIN);
        room.admit(admin, mia, Rank.MEMBER);
        room.admit(admin, guido, Rank.GUEST);
    }

    @Test
    void room_begun_hasItsRanks() {
        assertThat(room.state().rank(olga.user())).contains(Rank.OWNER);
        assertThat(room.state().rank(adam.user())).contains(Rank.ADMIN);
        assertThat(room.state().rank(mia.user())).contains(Rank.MEMBER);
        assertThat(room.state().rank(guido.user())).contains(Rank.GUEST);
        assertThat(room.state().rank(mallory.user())).isEmpty();
        assertThat(room.state().devices()).hasSize(4);
        assertThat(room.ranks().invitations())
                .as("an invitation by name is used up")
                .isEmpty();
        assertThat(room.ranks().charter().history()).isEqualTo(Charter.History.NONE);
    }

    @Test
    @DisplayName("A30, A31, A36: nobody is in without an invitation of their own, writes, or lets themselves in")
    void stranger_withoutInvitation_isRefused() {
        TestDevice device = mallory.device();
        Event forAnother = room.invite(owner, new TestPerson("someone"), Rank.MEMBER);
        refused(RefusalCode.NOT_INVITED, room.draft(device, room.entry(mallory, forAnother.id())));
        refused(
                RefusalCode.NOT_INVITED,
                room.draft(device, room.entry(mallory, room.id().genesis())));
        refused(RefusalCode.NOT_INVITED, room.draft(device, room.entry(mallory, new EventId(TestKeys.seed("no")))));
        refused(
                RefusalCode.NOT_INVITED,
                room.draft(device, new OwnedAct.Enter(Optional.empty(), Optional.empty(), "mallory", mallory.heads())));
        refused(RefusalCode.NOT_A_MEMBER, say(device));
        OwnedAct.Person self = new OwnedAct.Person(mallory.user());
        refused(RefusalCode.NOT_A_MEMBER, room.draft(device, new OwnedAct.Invite(self, Rank.MEMBER)));
        EventCodec.Place mixed = new EventCodec.Place(
                Optional.of(room.id()),
                1,
                Optional.empty(),
                List.of(room.id().genesis()),
                List.of(room.id().genesis()),
                1);
        refused(RefusalCode.UNKNOWN_RULES, TestRoom.sign(owner, EventClass.CONTENT, "message", "{}", mixed));
    }

    @Test
    @DisplayName("A20: a link's proof is for one room, person and device, and good until the link is revoked")
    void link_redeemed_isForWhoProved() {
        SigningKey key = TestKeys.signing("link");
        Event link = room.link(admin, key, Rank.MEMBER);
        refused(
                RefusalCode.BAD_KEY,
                room.draft(mallory.device(), room.entry(mallory, link.id(), TestKeys.signing("guessed"))));
        refused(RefusalCode.BAD_KEY, room.draft(mallory.device(), room.entry(mallory, link.id())));
        OwnedAct.Enter stolen = (OwnedAct.Enter) room.entry(mia, link.id(), key);
        OwnedAct.Enter replayed = new OwnedAct.Enter(stolen.invitation(), stolen.proof(), "mallory", mallory.heads());
        refused(RefusalCode.BAD_KEY, room.draft(mallory.device(), replayed));
        TestOwnedRoom other = TestOwnedRoom.create("other", olga, Charter.History.NONE);
        OwnedAct.Enter elsewhere = (OwnedAct.Enter) other.entry(mallory, link.id(), key);
        refused(RefusalCode.BAD_KEY, room.draft(mallory.device(), elsewhere));
        room.enter(mallory, link, key);
        assertThat(room.state().rank(mallory.user())).contains(Rank.MEMBER);
        room.act(owner, new OwnedAct.RevokeInvite(link.id()));
        TestPerson late = new TestPerson("late");
        refused(RefusalCode.NOT_INVITED, room.draft(late.device(), room.entry(late, link.id(), key)));
    }

    @Test
    @DisplayName("A33: who is not above does not invite, remove, rank, or take an invitation back")
    void member_withoutRank_isRefused() {
        OwnedAct.Person stranger = new OwnedAct.Person(mallory.user());
        for (TestDevice device : List.of(mia.device(), guido.device())) {
            refused(RefusalCode.NOT_ALLOWED, room.draft(device, new OwnedAct.Invite(stranger, Rank.GUEST)));
            refused(RefusalCode.NOT_ALLOWED, room.draft(device, new OwnedAct.Kick(guido.user(), List.of())));
            refused(RefusalCode.NOT_ALLOWED, room.draft(device, new OwnedAct.SetRank(guido.user(), Rank.GUEST)));
            refused(RefusalCode.NOT_ALLOWED, room.draft(device, new OwnedAct.Resign(Optional.of(mia.user()))));
        }
        refused(RefusalCode.NOT_ALLOWED, room.draft(admin, new OwnedAct.Kick(olga.user(), List.of())));
        refused(RefusalCode.NOT_ALLOWED, room.draft(admin, new OwnedAct.Ban(adam.user(), List.of())));
        refused(RefusalCode.NOT_ALLOWED, room.draft(admin, new OwnedAct.SetRank(mia.user(), Rank.ADMIN)));
        refused(RefusalCode.NOT_ALLOWED, room.draft(admin, new OwnedAct.Invite(stranger, Rank.ADMIN)));
        refused(RefusalCode.NOT_ALLOWED, room.draft(owner, new OwnedAct.SetRank(mia.user(), Rank.OWNER)));
        refused(RefusalCode.NOT_ALLOWED, room.draft(owner, new OwnedAct.Kick(olga.user(), List.of())));
        refused(RefusalCode.NOT_ALLOWED, room.draft(owner, new OwnedAct.Kick(mallory.user(), List.of())));
    }

    @Test
    @DisplayName("A31: a guest reads, and neither writes nor makes keys")
    void guest_writing_isRefused() {
        refused(RefusalCode.NOT_ALLOWED, say(guido.device()));
        assertThat(room.state().mayWrite(guido.user(), guido.device().id())).isFalse();
        assertThat(room.state().mayWrite(owner.user(), owner.id())).isTrue();
        assertThat(room.state().mayWrite(owner.user(), guido.device().id())).isFalse();
        refused(
                RefusalCode.NOT_ALLOWED,
                room.draft(guido.device(), EventClass.KEY, EventCodec.EPOCH, fresh(guido.device(), room.state())));
        Event epoch = room.epoch(owner, TestKeys.secret("s"), Archive.empty());
        assertThat(room.replica()
                        .room(room.id())
                        .epoch(epoch.id())
                        .orElseThrow()
                        .audience())
                .contains(guido.device().id());
        room.act(guido.device(), new Act.BadBox(epoch.id()));
        room.act(guido.device(), new Act.Leave());
        assertThat(room.state().members()).doesNotContainKey(guido.user());
    }

    @Test
    @DisplayName("A32, A34: who was kicked is out until invited by name, who was banned until unbanned")
    void removed_comesBackOnlyIfReadmitted() {
        SigningKey key = TestKeys.signing("link");
        Event link = room.link(owner, key, Rank.MEMBER);
        room.kick(admin, mia);
        refused(RefusalCode.NOT_A_MEMBER, say(mia.device()));
        refused(RefusalCode.NOT_INVITED, room.draft(mia.device(), room.entry(mia, link.id(), key)));
        room.admit(admin, mia, Rank.MEMBER);
        room.keep(say(mia.device()));
        room.ban(owner, mia);
        assertThat(room.ranks().banned()).containsOnlyKeys(mia.user());
        OwnedAct.Person person = new OwnedAct.Person(mia.user());
        refused(RefusalCode.NOT_ALLOWED, room.draft(admin, new OwnedAct.Invite(person, Rank.MEMBER)));
        refused(RefusalCode.NOT_ALLOWED, room.draft(admin, new OwnedAct.Unban(mia.user())));
        room.act(owner, new OwnedAct.Unban(mia.user()));
        room.enter(mia, link, key);
        assertThat(room.state().rank(mia.user())).contains(Rank.MEMBER);
    }

    @Test
    @DisplayName("A34: what a removed member did concurrently is void and hidden, with all that rests on it")
    void kicked_actingConcurrently_gainsNothing() {
        Event before = room.keep(say(admin));
        TestOwnedRoom partition = room.copy();
        room.kick(owner, adam);
        Event ban = partition.ban(admin, mia);
        Event admitted = partition.admit(admin, mallory, Rank.MEMBER);
        Event spoken = partition.keep(partition.draft(mallory.device(), EventClass.CONTENT, "message", "{\"t\":1}"));
        Event late = partition.keep(partition.draft(admin, EventClass.CONTENT, "message", "{\"t\":2}"));
        assertThat(partition.state().members()).doesNotContainKey(mia.user());
        same(room.copy().take(partition), partition.copy().take(room));
        room.take(partition);
        assertThat(room.state().members()).containsOnlyKeys(olga.user(), mia.user(), guido.user());
        assertThat(room.ranks().banned()).isEmpty();
        assertThat(hidden(ban)).isTrue();
        assertThat(hidden(admitted)).isTrue();
        assertThat(hidden(spoken)).as("who came in by a void act").isTrue();
        assertThat(hidden(late)).as("concurrent with the removal").isTrue();
        assertThat(hidden(before)).as("seen by who removed").isFalse();
        room.admit(owner, adam, Rank.MEMBER);
        Event back = room.keep(say(admin));
        assertThat(hidden(back)).as("admitted again").isFalse();
        assertThat(hidden(late)).isTrue();
    }

    @Test
    @DisplayName("A34: whom the owner has raised concurrently is above who removed them: the removal is void")
    void kick_ofWhoWasRaisedConcurrently_isVoid() {
        TestOwnedRoom partition = room.copy();
        Event kick = partition.kick(admin, mia);
        room.rank(owner, mia, Rank.ADMIN);
        Event spoken = room.keep(say(mia.device()));
        room.take(partition);
        assertThat(room.state().rank(mia.user())).contains(Rank.ADMIN);
        assertThat(hidden(kick)).isTrue();
        assertThat(hidden(spoken)).isFalse();
    }

    @Test
    @DisplayName("A33: a demoted admin's concurrent acts of power are void, what they said is not hidden")
    void demoted_actingConcurrently_hasNoPower() {
        TestOwnedRoom partition = room.copy();
        room.rank(owner, adam, Rank.MEMBER);
        Event kick = partition.kick(admin, mia);
        Event spoken = partition.keep(partition.draft(admin, EventClass.CONTENT, "message", "{\"t\":1}"));
        room.take(partition);
        assertThat(room.state().rank(adam.user())).contains(Rank.MEMBER);
        assertThat(room.state().rank(mia.user())).contains(Rank.MEMBER);
        assertThat(hidden(kick)).isTrue();
        assertThat(hidden(spoken)).isFalse();
    }

    @Test
    @DisplayName("A43: a revoked device's concurrent acts are void and hidden, whoever tells the room")
    void revokedDevice_actingConcurrently_gainsNothing() {
        TestDevice second = olga.addDevice();
        room.devices(owner, olga);
        Event before = room.keep(say(second));
        TestOwnedRoom partition = room.copy();
        Event kick = partition.kick(second, adam);
        Event late = partition.keep(partition.draft(second, EventClass.CONTENT, "message", "{\"t\":1}"));
        olga.revoke(second);
        room.devices(mia.device(), olga);
        room.take(partition);
        assertThat(room.state().rank(adam.user())).contains(Rank.ADMIN);
        assertThat(room.state().gone()).containsExactly(second.id());
        assertThat(hidden(kick)).isTrue();
        assertThat(hidden(late)).isTrue();
        assertThat(hidden(before)).isFalse();
        refused(RefusalCode.NOT_A_MEMBER, say(second));
        Act stale = new OwnedAct.Enter(
                Optional.empty(),
                Optional.empty(),
                "olga",
                List.of(olga.events().get(2).id()));
        refused(RefusalCode.BAD_IDENTITY, room.draft(second, stale));
    }

    @Test
    @DisplayName(
            "A43: a revocation that its own user's join tells first hides what nobody saw, once somebody says what they saw")
    void revokedDevice_toldByAJoin_keepsWhatWasSeen() {
        TestDevice second = mia.addDevice();
        room.devices(mia.device(), mia);
        Event before = room.keep(say(second));
        TestOwnedRoom partition = room.copy();
        Event late = partition.keep(partition.draft(second, EventClass.CONTENT, "message", "{\"t\":1}"));
        mia.revoke(second);
        room.take(mia.events());
        room.act(mia.device(), new OwnedAct.Enter(Optional.empty(), Optional.empty(), "Mia", mia.heads()));
        assertThat(room.state().gone()).containsExactly(second.id());
        assertThat(hidden(before)).isFalse();
        room.devices(owner, mia);
        room.take(partition);
        assertThat(hidden(before)).isFalse();
        assertThat(hidden(late)).isTrue();
        assertThat(room.state().members().get(mia.user()).name()).isEqualTo("Mia");
    }

    @Test
    @DisplayName("A43: a fork puts its device out, also what it did concurrently with the proof is void")
    void fork_shown_putsTheDeviceOut() {
        TestOwnedRoom partition = room.copy();
        Event one = room.keep(say(admin));
        Event kick = partition.kick(admin, mia);
        room.take(partition);
        List<EventId> two = new ArrayList<>(List.of(one.id(), kick.id()));
        Collections.sort(two);
        assertThat(room.state().members()).doesNotContainKey(mia.user());
        room.act(guido.device(), new Act.Fork(adam.user(), admin.id(), two));
        assertThat(room.state().gone()).containsExactly(admin.id());
        assertThat(room.state().members())
                .as("the proof was made after the kick")
                .doesNotContainKey(mia.user());
        refused(RefusalCode.NOT_A_MEMBER, say(admin));
    }

    @Test
    void owner_resigning_handsTheRoomOver() {
        room.resign(owner, mia);
        assertThat(room.state().rank(mia.user())).contains(Rank.OWNER);
        assertThat(room.state().rank(olga.user())).contains(Rank.ADMIN);
        refused(RefusalCode.NOT_ALLOWED, room.draft(owner, new OwnedAct.Resign(Optional.empty())));
        room.kick(mia.device(), olga);
        assertThat(room.state().members()).doesNotContainKey(olga.user());
        room.act(mia.device(), new OwnedAct.Resign(Optional.empty()));
        assertThat(room.state().rank(mia.user())).contains(Rank.ADMIN);
    }

    @Test
    @DisplayName("A link is dead when who made it has no longer the rank to make it")
    void link_ofADemotedAdmin_isDead() {
        SigningKey key = TestKeys.signing("link");
        Event link = room.link(admin, key, Rank.MEMBER);
        room.rank(owner, adam, Rank.MEMBER);
        refused(RefusalCode.NOT_INVITED, room.draft(mallory.device(), room.entry(mallory, link.id(), key)));
    }

    @Test
    @DisplayName("PROTOCOL.md, Direct rooms: two people, no ranks, no third; of two rooms the smaller id is used")
    void direct_isForTwo() {
        TestOwnedRoom direct = TestOwnedRoom.direct("ours", olga, mia.user());
        direct.enter(mia, direct.ordered().get(0));
        assertThat(direct.state().members()).containsOnlyKeys(olga.user(), mia.user());
        direct.keep(direct.draft(mia.device(), EventClass.CONTENT, "message", "{\"t\":1}"));
        assertThat(direct.offer(direct.draft(
                        adam.device(), direct.entry(adam, direct.id().genesis()))))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.code()).isEqualTo(RefusalCode.NOT_INVITED));
        assertThat(direct.offer(direct.draft(owner, new OwnedAct.Kick(mia.user(), List.of()))))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.code()).isEqualTo(RefusalCode.NOT_ALLOWED));
        TestOwnedRoom theirs = TestOwnedRoom.direct("theirs", mia, olga.user());
        LogId smaller = direct.id().compareTo(theirs.id()) < 0 ? direct.id() : theirs.id();
        assertThat(OwnedRoom.chosen(List.of(direct.id(), theirs.id()))).contains(smaller);
        direct.act(owner, new Act.Leave());
        direct.enter(olga, direct.ordered().get(0));
        assertThat(direct.state().rank(olga.user())).contains(Rank.MEMBER);
    }

    @Test
    @DisplayName("A20: an act moved to another room, and one stored already, has no second effect")
    void act_replayed_hasNoSecondEffect() {
        Event kick = room.kick(admin, mia);
        TestOwnedRoom other = TestOwnedRoom.create("other", olga, Charter.History.NONE);
        other.take(adam.events());
        assertThat(other.offer(kick)).isInstanceOf(Outcome.Missing.class);
        room.admit(admin, mia, Rank.MEMBER);
        assertThat(room.offer(kick)).isInstanceOf(Outcome.Duplicate.class);
        assertThat(room.state().rank(mia.user())).contains(Rank.MEMBER);
    }

    @Test
    @DisplayName("A12: a genesis of another kind, of a foreign device, or with its maker as peer is refused")
    void genesis_outOfForm_isRefused() {
        Charter charter = OwnedRoom.direct(CRYPTO, Charter.History.NONE, olga.user());
        refused(RefusalCode.BAD_BODY, TestOwnedRoom.genesis(olga, charter));
        Act stolen = new OwnedAct.Create(OwnedRoom.charter(CRYPTO, Charter.History.ALL), "x", olga.heads());
        refused(RefusalCode.BAD_IDENTITY, TestOwnedRoom.sign(mallory.device(), stolen, EventCodec.Place.genesis()));
        refused(RefusalCode.UNKNOWN_KIND, TestOwnedRoom.sign(owner, new Act.Leave(), EventCodec.Place.genesis()));
        refused(RefusalCode.UNKNOWN_KIND, room.draft(owner, stolen));
        refused(RefusalCode.UNKNOWN_KIND, room.draft(owner, EventClass.CONTROL, "promote", "{}"));
        refused(RefusalCode.BAD_BODY, room.draft(owner, EventClass.CONTROL, "unban", "{}"));
    }

    @Test
    @DisplayName("What a removal's author claims to have seen is of this room and of who is removed")
    void seen_ofOthers_isRefused() {
        EventId olgas = room.seen(olga).get(0);
        refused(RefusalCode.BAD_BODY, room.draft(owner, new OwnedAct.Kick(mia.user(), List.of(olgas))));
        EventId elsewhere = mia.heads().get(0);
        refused(RefusalCode.BAD_BODY, room.draft(owner, new OwnedAct.Kick(mia.user(), List.of(elsewhere))));
        Event first = room.keep(say(mia.device()));
        Event second = room.keep(say(mia.device()));
        List<EventId> both = new ArrayList<>(List.of(first.id(), second.id()));
        Collections.sort(both);
        refused(RefusalCode.BAD_BODY, room.draft(owner, new OwnedAct.Kick(mia.user(), both)));
        EventId unknown = new EventId(TestKeys.seed("unknown"));
        assertThat(room.offer(room.draft(owner, new OwnedAct.Kick(mia.user(), List.of(unknown)))))
                .isInstanceOf(Outcome.Missing.class);
    }

    @Test
    @DisplayName("Replicas whose folds differ see it by the hash of the state in the next epoch")
    void fold_thatDiffers_isSeenByTheHash() throws Exception {
        TestOwnedRoom partition = room.copy();
        partition.ban(admin, mia);
        room.kick(owner, adam);
        room.take(partition);
        // A fold that forgets that a removal voids what is concurrent with it.
        RoomState broken = RoomState.EMPTY;
        OwnedFold fold = new OwnedFold(broken, room.replica()::identityAt);
        for (Event event : room.ordered()) {
            RoomState at = room.replica().room(room.id()).stateAt(event.header().control());
            int weight = at.hierarchy().map(ranks -> ranks.weight(event.user())).orElse(4);
            fold.apply(ControlNode.of(event, new ActCodec().read(event), weight));
        }
        broken = fold.state();
        assertThat(broken.members()).isNotEqualTo(room.state().members());
        refused(RefusalCode.BAD_STATE, room.draft(owner, EventClass.KEY, EventCodec.EPOCH, fresh(owner, broken)));
        room.keep(room.draft(owner, EventClass.KEY, EventCodec.EPOCH, fresh(owner, room.state())));
    }

    @Test
    @DisplayName("I1: a replica that starts again over its store has the same owned room")
    void replica_loadedFromItsStore_isTheSame() {
        TestOwnedRoom partition = room.copy();
        partition.kick(owner, guido);
        room.kick(owner, adam);
        room.take(partition);
        Event epoch = room.epoch(owner, TestKeys.secret("s"), Archive.empty());
        Replica again = new Replica(room.store(), new EventCodec(CRYPTO), CRYPTO);
        assertThat(again.room(room.id()).state()).isEqualTo(room.state());
        assertThat(again.room(room.id()).newestEpoch().orElseThrow().id()).isEqualTo(epoch.id());
    }

    @Test
    @DisplayName("A replica asked for a room before it came has it when it comes")
    void room_askedForEarly_isThereWhenItComes() {
        TestOwnedRoom empty = TestOwnedRoom.empty(room.id());
        assertThat(empty.state()).isEqualTo(RoomState.EMPTY);
        empty.take(room);
        assertThat(empty.state()).isEqualTo(room.state());
    }

    @Test
    @DisplayName("I6: a log of an owned room in any order of arrival is the same, what is refused is refused")
    void log_shuffled_isTheSame() {
        TestOwnedRoom partition = room.copy();
        TestOwnedRoom third = room.copy();
        room.kick(owner, adam);
        partition.admit(admin, mallory, Rank.MEMBER);
        partition.keep(partition.draft(mallory.device(), EventClass.CONTENT, "message", "{\"t\":1}"));
        third.rank(owner, mia, Rank.ADMIN);
        third.kick(mia.device(), guido);
        room.take(partition).take(third);
        Event refused = say(guido.device());
        List<Event> events = room.arrived();
        events.add(refused);
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            Collections.shuffle(events, random);
            TestOwnedRoom copy = TestOwnedRoom.empty(room.id()).take(events);
            same(copy, room);
            assertThat(copy.store().contains(refused.id())).isFalse();
        }
    }

    @Test
    @DisplayName("A21: what time an event gives changes neither what may be done nor what prevails")
    void time_ofAnyAct_changesNothing() {
        ActCodec acts = new ActCodec();
        Act kick = new OwnedAct.Kick(mia.user(), room.seen(mia));
        TestOwnedRoom early = room.copy();
        TestOwnedRoom late = room.copy();
        for (TestOwnedRoom each : List.of(early, late)) {
            long time = each == early ? 0 : (1L << 53) - 1;
            each.keep(new EventCodec(CRYPTO)
                    .sign(OwnedRoom.draft(acts, kick, admin.author(), time), each.place(admin), admin.signing()));
        }
        assertThat(early.state().members()).isEqualTo(late.state().members());
        assertThat(early.state().hash(CRYPTO)).isEqualTo(late.state().hash(CRYPTO));
    }

    private static void same(TestOwnedRoom one, TestOwnedRoom two) {
        assertThat(one.ids()).isEqualTo(two.ids());
        assertThat(one.state()).isEqualTo(two.state());
        assertThat(one.state().hash(CRYPTO)).isEqualTo(two.state().hash(CRYPTO));
    }

    private boolean hidden(Event event) {
        return room.replica().room(room.id()).hidden(event);
    }

    private Event say(TestDevice device) {
        return room.draft(device, EventClass.CONTENT, "message", "{\"t\":\"x\"}");
    }

    private String fresh(TestDevice author, RoomState state) {
        EpochSealer.Point at =
                new EpochSealer.Point(room.id(), room.place(author).control(), state);
        Secret secret = TestKeys.secret("secret");
        EpochBody body = new EpochSealer(CRYPTO).fresh(at, author.signing(), secret, Archive.empty());
        return new EventCodec(CRYPTO).epochs().write(body);
    }

    private void refused(RefusalCode code, Event event) {
        assertThat(room.offer(TestRoom.reread(event)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        r -> assertThat(r.code()).as(r.reason()).isEqualTo(code));
        assertThat(room.store().contains(event.id())).isFalse();
    }
}
