package chat.parley.protocol.log;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.EventCodec.Place;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.OpenRoomRules;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL.md, Acceptance")
class ReplicaTest {
    private static final String HELLO = "{\"text\":\"hello\"}";

    private final TestPerson anna = new TestPerson("anna");
    private final TestPerson ben = new TestPerson("ben");
    private final TestRoom room = new TestRoom("replica");
    private final Event annasJoin = room.join(anna);

    @Test
    @DisplayName("I4: an event without its parents is not stored; it names them and is accepted after them")
    void event_withoutItsParents_waitsForThem() {
        TestRoom copy = room.copy();
        Event first = room.say(anna.device(), "one");
        Event second = room.say(anna.device(), "two");
        assertThat(copy.offer(second)).isEqualTo(missing(first.id()));
        assertThat(copy.store().contains(second.id())).isFalse();
        assertThat(copy.offer(first)).isInstanceOf(Outcome.Accepted.class);
        assertThat(copy.offer(second)).isInstanceOf(Outcome.Accepted.class);
        assertThat(copy.offer(second)).isInstanceOf(Outcome.Duplicate.class);
    }

    @Test
    @DisplayName("I4: a join waits for the identity that it cites")
    void join_withoutItsIdentity_waitsForIt() {
        TestRoom copy = new TestRoom("replica");
        assertThat(copy.offer(annasJoin)).isEqualTo(missing(anna.heads().get(0)));
        assertThat(copy.take(anna.events()).offer(annasJoin)).isInstanceOf(Outcome.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 4, 1L << 52})
    @DisplayName("A21: lamport is one more than the parents', not more and not less")
    void event_withAnotherLamport_isRefused(long lamport) {
        Place place = room.place(anna.device());
        assertThat(place.lamport()).isEqualTo(2);
        refused(RefusalCode.BAD_LAMPORT, at(anna.device(), changed(place, lamport, place.control())));
    }

    @Test
    void event_withAnotherControl_isRefused() {
        room.join(ben);
        Place place = room.place(anna.device());
        List<EventId> both = new ArrayList<>(place.control());
        both.add(annasJoin.id());
        Collections.sort(both);
        for (List<EventId> control : List.of(
                Collections.singletonList(annasJoin.id()),
                both,
                Collections.singletonList(room.id().genesis()))) {
            refused(RefusalCode.BAD_CONTROL, at(anna.device(), changed(place, place.lamport(), control)));
        }
    }

    @Test
    void prev_ofAnotherDeviceOrNumber_isRefused() {
        Event bens = room.join(ben);
        Event one = room.say(anna.device(), "one");
        room.say(anna.device(), "two");
        Place place = room.place(anna.device());
        List<EventId> head = Collections.singletonList(place.prev().orElseThrow());
        refused(RefusalCode.BAD_PARENTS, at(anna.device(), with(place, 4, bens.id(), head)));
        refused(RefusalCode.BAD_PARENTS, at(anna.device(), with(place, 4, one.id(), head)));
        refused(RefusalCode.BAD_PARENTS, at(anna.device(), with(place, 9, head.get(0), Collections.emptyList())));
        accepted(at(anna.device(), place));
    }

    @Test
    @DisplayName("The virtual genesis is nobody's event: it does not lend a device any number")
    void prev_thatIsTheVirtualGenesis_isRefused() {
        Place place = room.place(anna.device());
        refused(
                RefusalCode.BAD_PARENTS,
                at(anna.device(), with(place, 1000, room.id().genesis(), Collections.singletonList(annasJoin.id()))));
    }

    @Test
    void parent_ofAnotherLog_isRefused() {
        TestRoom other = new TestRoom("other");
        Event foreign = other.join(anna);
        room.take(other);
        Place place = room.place(anna.device());
        refused(
                RefusalCode.BAD_PARENTS,
                at(anna.device(), with(place, place.seq(), place.prev().orElseThrow(), List.of(foreign.id()))));
        Event identity = anna.events().get(0);
        refused(
                RefusalCode.BAD_PARENTS,
                at(anna.device(), with(place, place.seq(), place.prev().orElseThrow(), List.of(identity.id()))));
    }

    @Test
    @DisplayName("A20: a join for another room is refused here, and its text cannot be signed into this one")
    void join_ofAnotherRoom_isRefused() {
        room.take(ben.events());
        String body = new ActCodec().write(new Act.Join(TestRoom.NAMESPACE, "other", "ben", ben.heads()));
        refused(RefusalCode.WRONG_LOG, room.draft(ben.device(), EventClass.CONTROL, ActCodec.JOIN, body));
        String namespace = new ActCodec().write(new Act.Join("elsewhere", "replica", "ben", ben.heads()));
        refused(RefusalCode.WRONG_LOG, room.draft(ben.device(), EventClass.CONTROL, ActCodec.JOIN, namespace));
    }

    @Test
    @DisplayName("I7: nobody joins for another, by another's device, or by one that is not in the cited identity")
    void join_withAForeignIdentity_isRefused() {
        room.take(ben.events());
        TestDevice borrowed = new TestDevice(
                ben.user(), anna.device().signing(), anna.device().sealing());
        Act.Join join = new Act.Join(TestRoom.NAMESPACE, "replica", "ben", ben.heads());
        refused(RefusalCode.BAD_IDENTITY, room.draft(borrowed, EventClass.CONTROL, ActCodec.JOIN, text(join)));
        Act.Join other = new Act.Join(TestRoom.NAMESPACE, "replica", "ben", anna.heads());
        refused(RefusalCode.BAD_IDENTITY, room.draft(ben.device(), EventClass.CONTROL, ActCodec.JOIN, text(other)));
        Act.Join early = new Act.Join(
                TestRoom.NAMESPACE,
                "replica",
                "ben",
                List.of(ben.events().get(0).id()));
        refused(RefusalCode.BAD_IDENTITY, room.draft(ben.device(), EventClass.CONTROL, ActCodec.JOIN, text(early)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0007", "a\u0000b", "\u0085"})
    void join_underABadName_isRefused(String name) {
        room.take(ben.events());
        Act.Join join = new Act.Join(TestRoom.NAMESPACE, "replica", name, ben.heads());
        refused(RefusalCode.BAD_BODY, room.draft(ben.device(), EventClass.CONTROL, ActCodec.JOIN, text(join)));
    }

    @Test
    @DisplayName("I7, A31: who never joined says nothing, seals nothing, complains of nothing and changes nothing")
    void event_ofANonMember_isRefused() {
        room.take(ben.events());
        refused(RefusalCode.NOT_A_MEMBER, room.draft(ben.device(), EventClass.CONTENT, "message", HELLO));
        String epoch = new EventCodec(CRYPTO).epochs().write(room.fresh(ben.device(), TestKeys.secret("s")));
        refused(RefusalCode.NOT_A_MEMBER, room.draft(ben.device(), EventClass.KEY, "epoch", epoch));
        String badbox = text(new Act.BadBox(annasJoin.id()));
        refused(RefusalCode.NOT_A_MEMBER, room.draft(ben.device(), EventClass.KEY, "badbox", badbox));
        refused(RefusalCode.NOT_A_MEMBER, room.draft(ben.device(), EventClass.CONTROL, "leave", "{}"));
        String devices = text(new Act.Devices(ben.user(), ben.heads()));
        refused(RefusalCode.NOT_A_MEMBER, room.draft(ben.device(), EventClass.CONTROL, "devices", devices));
    }

    @Test
    @DisplayName("I7: membership is judged at the event's own point: before one's leave, not after it")
    void event_afterTheLeave_isRefused_concurrentIsAccepted() {
        TestRoom elsewhere = room.copy();
        room.leave(anna.device());
        refused(RefusalCode.NOT_A_MEMBER, room.draft(anna.device(), EventClass.CONTENT, "message", HELLO));
        Event concurrent = elsewhere.say(anna.device(), "still here");
        accepted(concurrent);
    }

    @Test
    @DisplayName("I7: a member speaks by own live devices only")
    void event_ofADeviceThatIsNotTheUsers_isRefused() {
        room.join(ben);
        TestDevice borrowed =
                new TestDevice(anna.user(), ben.device().signing(), ben.device().sealing());
        refused(RefusalCode.NOT_A_MEMBER, room.draft(borrowed, EventClass.CONTENT, "message", HELLO));
        TestDevice second = anna.addDevice();
        room.take(anna.events());
        refused(RefusalCode.NOT_A_MEMBER, room.draft(second, EventClass.CONTENT, "message", HELLO));
        room.devices(ben.device(), anna);
        accepted(room.draft(second, EventClass.CONTENT, "message", HELLO));
    }

    @Test
    void device_revoked_isOutOfTheRoomForGood() {
        room.join(ben);
        TestDevice second = anna.addDevice();
        room.devices(anna.device(), anna);
        accepted(room.draft(second, EventClass.CONTENT, "message", HELLO));
        List<EventId> before = anna.heads();
        anna.revoke(second);
        room.devices(ben.device(), anna);
        refused(RefusalCode.NOT_A_MEMBER, room.draft(second, EventClass.CONTENT, "message", HELLO));
        assertThat(room.state().devices())
                .containsOnlyKeys(anna.device().id(), ben.device().id());

        room.leave(anna.device());
        // It may say so, citing the identity as it was; it brings nobody back.
        Act.Join stale = new Act.Join(TestRoom.NAMESPACE, "replica", "anna", before);
        room.control(second, ActCodec.JOIN, stale);
        assertThat(room.state().members()).containsOnlyKeys(ben.user());
    }

    @Test
    @DisplayName("I7: nobody's devices are put out of a room by another identity that revokes them")
    void device_revokedByAStranger_stays() {
        TestPerson mallory = new TestPerson("mallory");
        Event revocation = mallory.draft(
                mallory.rootDevice(),
                ActCodec.REVOKE_DEVICE,
                new Act.RevokeDevice(anna.device().id()));
        assertThat(mallory.offer(revocation))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.code()).isEqualTo(RefusalCode.BAD_IDENTITY));
        room.join(mallory);
        room.say(anna.device(), "still here");
        assertThat(room.state().gone()).isEmpty();
    }

    @Test
    @DisplayName("A43: two events of a device with one number are both kept, and shown they put it out")
    void fork_shown_putsTheDeviceOut() {
        room.join(ben);
        TestRoom copy = room.copy();
        Event one = room.say(anna.device(), "one");
        Event two = copy.say(anna.device(), "two");
        room.take(copy);
        assertThat(room.ids()).contains(one.id(), two.id());
        Act.Fork fork = new Act.Fork(anna.user(), anna.device().id(), ascending(one, two));
        room.control(ben.device(), ActCodec.FORK, fork);
        assertThat(room.state().gone()).containsExactly(anna.device().id());
        refused(RefusalCode.NOT_A_MEMBER, room.draft(anna.device(), EventClass.CONTENT, "message", HELLO));
    }

    @Test
    @DisplayName("A43: what is no fork is no proof of one; a proof waits for both events")
    void fork_thatIsNone_isRefused() {
        Event bens = room.join(ben);
        Event one = room.say(anna.device(), "one");
        Event two = room.say(anna.device(), "two");
        TestDevice device = ben.device();
        refused(
                RefusalCode.BAD_BODY,
                fork(device, new Act.Fork(anna.user(), anna.device().id(), ascending(one, two))));
        refused(
                RefusalCode.BAD_BODY,
                fork(device, new Act.Fork(anna.user(), anna.device().id(), ascending(annasJoin, bens))));
        refused(
                RefusalCode.BAD_BODY,
                fork(device, new Act.Fork(anna.user(), anna.device().id(), List.of(one.id(), one.id()))));
        TestRoom elsewhere = new TestRoom("elsewhere");
        Event other = elsewhere.join(anna);
        room.take(elsewhere);
        refused(
                RefusalCode.BAD_BODY,
                fork(device, new Act.Fork(anna.user(), anna.device().id(), ascending(annasJoin, other))));
        EventId unknown = new EventId(TestKeys.seed("unknown"));
        List<EventId> cited = new ArrayList<>(List.of(one.id(), unknown));
        Collections.sort(cited);
        assertThat(room.offer(
                        fork(device, new Act.Fork(anna.user(), anna.device().id(), cited))))
                .isEqualTo(missing(unknown));
    }

    @Test
    void kind_unknown_isRefusedForControlAndKeys_keptForContent() {
        refused(RefusalCode.UNKNOWN_KIND, room.draft(anna.device(), EventClass.CONTROL, "promote", "{}"));
        refused(RefusalCode.UNKNOWN_KIND, room.draft(anna.device(), EventClass.CONTROL, "identity", "{}"));
        refused(RefusalCode.UNKNOWN_KIND, room.draft(anna.device(), EventClass.KEY, "rekey", "{}"));
        accepted(room.draft(anna.device(), EventClass.CONTENT, "hologram", "anything"));
    }

    @Test
    void rules_unknown_areRefusedAtOnce() {
        EventCodec codec = new EventCodec(CRYPTO);
        Place place = room.place(anna.device());
        EventId unknown = new EventId(TestKeys.seed("unknown"));
        for (Place each : List.of(place, with(place, 2, annasJoin.id(), List.of(unknown)), Place.genesis())) {
            refused(
                    RefusalCode.UNKNOWN_RULES,
                    codec.sign(
                            new EventCodec.Draft(
                                    "open/2",
                                    EventClass.CONTENT,
                                    "message",
                                    anna.device().author(),
                                    HELLO,
                                    0),
                            each,
                            anna.device().signing()));
        }
        refused(
                RefusalCode.UNKNOWN_RULES,
                TestRoom.sign(anna.device(), EventClass.CONTENT, "message", HELLO, Place.genesis()));
    }

    @Test
    @DisplayName("A12: an identity asked for as a room, and a room asked for as an identity, are empty, not damaged")
    void log_ofOtherRules_isRefusedNotDamaged() {
        LogId identity = anna.user().identity();
        Place asRoom = new Place(
                Optional.of(identity),
                1,
                Optional.empty(),
                List.of(identity.genesis()),
                List.of(identity.genesis()),
                1);
        for (int i = 0; i < 2; i++) {
            refused(
                    RefusalCode.NOT_A_MEMBER,
                    TestRoom.sign(anna.device(), EventClass.CONTENT, "message", "{\"i\":" + i + "}", asRoom));
        }
        UserId asUser = new UserId(room.id().bytes());
        Act.Devices devices = new Act.Devices(asUser, List.of(annasJoin.id()));
        TestDevice noOne =
                new TestDevice(asUser, anna.device().signing(), anna.device().sealing());
        Act.Join join = new Act.Join(TestRoom.NAMESPACE, "replica", "x", List.of(annasJoin.id()));
        for (int i = 0; i < 2; i++) {
            refused(RefusalCode.BAD_IDENTITY, room.draft(anna.device(), EventClass.CONTROL, "devices", text(devices)));
            refused(RefusalCode.BAD_IDENTITY, room.draft(noOne, EventClass.CONTROL, "join", text(join)));
        }
        assertThat(room.replica().room(identity).state().members()).isEmpty();
        assertThat(room.replica().identity(asUser).root()).isEmpty();
        assertThat(room.replica().identity(anna.user()).live()).hasSize(1);
    }

    @Test
    @DisplayName("A13: an event of a room without a user is refused")
    void event_withoutAUser_isRefused() {
        Header.Author nobody = new Header.Author(Optional.empty(), anna.device().id());
        refused(
                RefusalCode.BAD_HEADER,
                new EventCodec(CRYPTO)
                        .sign(
                                new EventCodec.Draft(
                                        OpenRoomRules.NAME, EventClass.CONTENT, "message", nobody, HELLO, 0),
                                room.place(anna.device()),
                                anna.device().signing()));
    }

    @Test
    @DisplayName("A store that fails leaves the replica as it was")
    void store_thatFails_leavesNothingBehind() {
        boolean[] full = {false};
        MemoryEventStore memory = new MemoryEventStore();
        EventStore store = (EventStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {EventStore.class}, (proxy, method, arguments) -> {
                    if (full[0] && method.getName().equals("add")) {
                        throw new IllegalStateException("disk full");
                    }
                    return method.invoke(memory, arguments);
                });
        Replica replica = new Replica(store, new EventCodec(CRYPTO), CRYPTO);
        room.arrived().forEach(replica::offer);
        Event join = room.join(ben);
        ben.events().forEach(replica::offer);
        full[0] = true;
        assertThatThrownBy(() -> replica.offer(join)).hasMessage("disk full");
        assertThat(replica.room(room.id()).state().members()).containsOnlyKeys(anna.user());
        full[0] = false;
        assertThat(replica.offer(join)).isInstanceOf(Outcome.Accepted.class);
        assertThat(replica.room(room.id()).state()).isEqualTo(room.state());
    }

    @Test
    @DisplayName("I1: a replica that starts again over its store is the same")
    void replica_loadedFromItsStore_isTheSame() {
        room.join(ben);
        Event epoch = room.epoch(anna.device(), TestKeys.secret("s"));
        room.control(ben.device(), ActCodec.LEAVE, new Act.Leave());
        Replica again = new Replica(room.store(), new EventCodec(CRYPTO), CRYPTO);
        assertThat(again.room(room.id()).state()).isEqualTo(room.state());
        assertThat(again.room(room.id()).frontier())
                .isEqualTo(room.replica().room(room.id()).frontier());
        assertThat(again.room(room.id()).newestEpoch().orElseThrow().id()).isEqualTo(epoch.id());
        assertThat(again.identity(anna.user())).isEqualTo(anna.state());
    }

    @Test
    void place_afterManyHeads_takesSixteenAndTheNextTakesTheRest() {
        TestRoom wide = new TestRoom("wide");
        List<TestPerson> people = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            TestPerson person = new TestPerson("p" + i);
            people.add(person);
            TestRoom own = new TestRoom("wide");
            own.join(person);
            wide.take(own);
        }
        assertThat(wide.replica().place(wide.id(), people.get(0).device().id()).parents())
                .hasSize(16);
        int heads = wide.store().heads(wide.id()).size();
        assertThat(heads).isEqualTo(40);
        for (int i = 0; i < 3; i++) {
            wide.say(people.get(0).device(), "merge");
        }
        assertThat(wide.store().heads(wide.id())).hasSize(1);
    }

    private Event fork(TestDevice device, Act.Fork fork) {
        return room.draft(device, EventClass.CONTROL, ActCodec.FORK, text(fork));
    }

    private static String text(Act act) {
        return new ActCodec().write(act);
    }

    private static List<EventId> ascending(Event one, Event two) {
        List<EventId> ids = new ArrayList<>(List.of(one.id(), two.id()));
        Collections.sort(ids);
        return ids;
    }

    private static Event at(TestDevice author, Place place) {
        return TestRoom.sign(author, EventClass.CONTENT, "message", HELLO, place);
    }

    private static Place changed(Place place, long lamport, List<EventId> control) {
        return new Place(place.log(), place.seq(), place.prev(), place.parents(), control, lamport);
    }

    private static Place with(Place place, long seq, EventId prev, List<EventId> parents) {
        return new Place(place.log(), seq, Optional.of(prev), parents, place.control(), place.lamport());
    }

    private static Outcome.Missing missing(EventId id) {
        return new Outcome.Missing(Collections.singleton(id));
    }

    private void accepted(Event event) {
        assertThat(room.offer(TestRoom.reread(event))).isInstanceOf(Outcome.Accepted.class);
    }

    private void refused(RefusalCode code, Event event) {
        assertThat(room.offer(TestRoom.reread(event)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        r -> assertThat(r.code()).as(r.reason()).isEqualTo(code));
        assertThat(room.store().contains(event.id())).isFalse();
    }
}
