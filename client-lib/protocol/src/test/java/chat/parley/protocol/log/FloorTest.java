package chat.parley.protocol.log;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.EventCodec.Place;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Floors")
class FloorTest {
    private final TestPerson anna = new TestPerson("anna");
    private final TestPerson ben = new TestPerson("ben");
    private final TestRoom room = new TestRoom("floor");
    private final Event annasJoin = room.join(anna);
    private final Event early = room.say(anna.device(), "early");
    private final Event bensJoin = room.join(ben);
    private final Event epoch = room.epoch(anna.device(), CRYPTO.newSecret());
    private final Event late = room.say(ben.device(), "late");
    private final FlooredStore store = new FlooredStore();
    private final Replica replica = new Replica(store, new EventCodec(CRYPTO), CRYPTO);

    /** What a client's store does, as far as a replica sees it. */
    private static final class FlooredStore extends ForwardingEventStore {
        private final MemoryEventStore events = new MemoryEventStore();
        private Position floor = Position.END;

        @Override
        protected EventStore events() {
            return events;
        }

        @Override
        public void add(Event event) {
            events.add(event);
        }

        @Override
        public Position floor(LogId log) {
            return events.find(new EventId(log.bytes())).isPresent() ? Position.BEGIN : floor;
        }
    }

    @BeforeEach
    void identities() {
        anna.events().forEach(replica::offer);
        ben.events().forEach(replica::offer);
    }

    private void takeRules() {
        for (Event each : List.of(annasJoin, bensJoin, epoch)) {
            assertThat(replica.offer(each)).isInstanceOf(Outcome.Accepted.class);
        }
    }

    private Event place(TestPerson author, List<EventId> parents, List<EventId> control, long lamport) {
        Place place = new Place(Optional.of(room.id()), 9, Optional.of(unknown(1)), parents, control, lamport);
        return TestRoom.sign(author.device(), EventClass.CONTENT, "message", "{}", place);
    }

    private static EventId unknown(int number) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) number);
        return new EventId(bytes);
    }

    @Test
    @DisplayName(
            "below the floor, control and key events are taken without what is between them, and give the same state")
    void rules_withoutContent_foldIntoTheSameState() {
        takeRules();
        assertThat(replica.room(room.id()).state()).isEqualTo(room.state());
        assertThat(replica.room(room.id()).newestEpoch()).isPresent();
        assertThat(store.contains(early.id())).isFalse();
        // A new process reads the same from its store.
        Replica reopened = new Replica(store, new EventCodec(CRYPTO), CRYPTO);
        assertThat(reopened.offer(late)).isInstanceOf(Outcome.Accepted.class);
        assertThat(reopened.room(room.id()).state()).isEqualTo(room.state());
    }

    @Test
    @DisplayName(
            "below the floor, the control events that an event names must be there: no server can hide a removal from it")
    void event_withoutItsControl_waits() {
        assertThat(replica.offer(late)).isEqualTo(new Outcome.Missing(Set.of(bensJoin.id())));
        assertThat(replica.offer(bensJoin)).isEqualTo(new Outcome.Missing(Set.of(annasJoin.id())));
    }

    @Test
    @DisplayName("below the floor, an extended epoch waits for the one that it extends")
    void extendedEpoch_withoutTheOther_waits() {
        Secret secret = CRYPTO.newSecret();
        Event base = room.epoch(anna.device(), new Secret(secret.expose()));
        TestPerson carl = new TestPerson("carl");
        Event carlsJoin = room.join(carl);
        Event extended = room.extend(anna.device(), base, secret);
        takeRules();
        carl.events().forEach(replica::offer);
        replica.offer(carlsJoin);
        assertThat(replica.offer(extended)).isEqualTo(new Outcome.Missing(Set.of(base.id())));
        replica.offer(base);
        assertThat(replica.offer(extended)).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    @DisplayName("I7: below the floor, who is no member at an event's own control is refused")
    void stranger_belowTheFloor_isRefused() {
        takeRules();
        assertThat(replica.offer(place(ben, List.of(), List.of(annasJoin.id()), 50)))
                .isEqualTo(new Outcome.Refused(RefusalCode.NOT_A_MEMBER, "the author is no member at this point"));
    }

    @Test
    @DisplayName("below the floor, what is there of an event's parents must fit its place")
    void place_thatHeldEventsDisprove_isRefused() {
        takeRules();
        long high = bensJoin.header().lamport();
        assertThat(replica.offer(place(anna, List.of(), List.of(bensJoin.id()), high)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.code()).isEqualTo(RefusalCode.BAD_LAMPORT));
        assertThat(replica.offer(place(anna, List.of(bensJoin.id()), List.of(annasJoin.id()), high + 1)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.code()).isEqualTo(RefusalCode.BAD_CONTROL));
        assertThat(replica.offer(place(anna, List.of(), List.of(unknown(3)), high + 1)))
                .isEqualTo(new Outcome.Missing(Set.of(unknown(3))));
    }

    @Test
    @DisplayName("a place is proved by all parents: until then they are missing, and a false one is found out")
    void prove_withParents_findsTheFalsePlace() {
        takeRules();
        assertThat(replica.prove(bensJoin)).isEqualTo(new Outcome.Missing(Set.of(early.id())));
        replica.offer(early);
        assertThat(replica.prove(bensJoin)).isInstanceOf(Outcome.Accepted.class);

        // Ben leaves; then he writes as if he had not, citing what knows of it: believed below the floor, not proved.
        Event leave = room.leave(ben.device());
        Event after = room.say(anna.device(), "after");
        List<EventId> sorted = Collections.singletonList(after.id());
        Place place = new Place(
                Optional.of(room.id()),
                ben(leave) + 1,
                Optional.of(leave.id()),
                sorted,
                late.header().control(),
                after.header().lamport() + 1);
        Event backdated = TestRoom.sign(ben.device(), EventClass.CONTENT, "message", "{}", place);
        assertThat(replica.offer(backdated)).isInstanceOf(Outcome.Accepted.class);
        assertThat(replica.prove(backdated)).isEqualTo(new Outcome.Missing(Set.of(after.id(), leave.id())));
        for (Event each : List.of(late, leave, after)) {
            replica.offer(each);
        }
        assertThat(replica.prove(backdated))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.code()).isEqualTo(RefusalCode.BAD_CONTROL));
    }

    @Test
    @DisplayName("I4: above the floor closure is as strict as without one")
    void event_aboveTheFloor_waitsForItsParents() {
        takeRules();
        store.floor = Position.of(early);
        assertThat(replica.offer(late)).isInstanceOf(Outcome.Accepted.class);
        Event next = room.say(anna.device(), "next");
        Event last = room.say(anna.device(), "last");
        assertThat(replica.offer(last)).isEqualTo(new Outcome.Missing(Set.of(next.id())));
        assertThat(replica.offer(next)).isInstanceOf(Outcome.Accepted.class);
    }

    private static long ben(Event event) {
        return event.header().seq();
    }
}
