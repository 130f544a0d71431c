package chat.parley.protocol.log;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.id.EventId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("I6, I8: the order of arrival changes nothing")
class OrderIndependenceTest {
    private final TestPerson anna = new TestPerson("anna");
    private final TestPerson ben = new TestPerson("ben");

    @Test
    @DisplayName("I6: every permutation of a small log ends in the same events, order and state")
    void smallLog_inEveryPermutation_isTheSame() {
        TestRoom room = new TestRoom("small");
        TestRoom copy = new TestRoom("small");
        room.join(anna);
        copy.join(ben);
        room.say(anna.device(), "one");
        room.take(copy);
        room.leave(ben.device());
        List<Event> events = room.arrived();
        Event first = events.remove(0);
        assertThat(events).hasSize(7);
        int[] count = {0};
        permute(events, 0, () -> {
            count[0]++;
            same(new TestRoom("small").take(List.of(first)).take(events), room);
        });
        assertThat(count[0]).isEqualTo(5_040);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName("I6, I8: shuffles of larger logs, with partitions, forks, devices and epochs, end in the same")
    void largeLog_shuffled_isTheSame(long seed) {
        Random random = new Random(seed);
        TestRoom room = grow(random);
        for (int i = 0; i < 5; i++) {
            List<Event> events = room.arrived();
            Collections.shuffle(events, random);
            same(new TestRoom("large").take(events), room);
        }
    }

    @Test
    @DisplayName("I8: merging two copies is commutative, associative and idempotent")
    void copies_mergedInAnyWay_areTheSame() {
        Random random = new Random(99);
        TestRoom one = grow(random);
        one.join(anna);
        TestRoom two = one.copy();
        TestRoom three = one.copy();
        one.say(anna.device(), "fork a");
        two.say(anna.device(), "fork b");
        three.leave(anna.device());
        TestRoom left = one.copy().take(two).take(three).take(two);
        TestRoom right = three.copy().take(two).take(one);
        same(left, right);
        assertThat(left.ids()).containsAll(one.ids()).containsAll(two.ids()).containsAll(three.ids());
    }

    @Test
    @DisplayName("I6: what is refused in one order is refused in every order")
    void refusedEvent_inEveryOrder_isRefused() {
        TestRoom room = new TestRoom("refused");
        room.join(anna);
        TestRoom elsewhere = room.copy();
        room.leave(anna.device());
        Event refused = room.draft(anna.device(), EventClass.CONTENT, "message", "{\"text\":\"too late\"}");
        elsewhere.join(ben);
        elsewhere.say(ben.device(), "x");
        room.take(elsewhere);
        List<Event> events = room.arrived();
        events.add(refused);
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            Collections.shuffle(events, random);
            TestRoom copy = new TestRoom("refused").take(events);
            same(copy, room);
            assertThat(copy.store().contains(refused.id())).isFalse();
        }
    }

    @Test
    @DisplayName("I5: the order of a log keeps every device's events in the order of their numbers, and causes first")
    void order_ofALog_extendsCausality() {
        for (long seed = 20; seed < 25; seed++) {
            Set<EventId> before = new HashSet<>();
            TestRoom room = grow(new Random(seed));
            before.add(room.id().genesis());
            for (Event event : room.ordered()) {
                assertThat(before).containsAll(event.header().antecedents());
                before.add(event.id());
            }
        }
    }

    /** Three copies of a room that go their ways and meet now and then. */
    private TestRoom grow(Random random) {
        List<TestPerson> people = new ArrayList<>(List.of(anna, ben, new TestPerson("cleo"), new TestPerson("dora")));
        List<TestRoom> copies = List.of(new TestRoom("large"), new TestRoom("large"), new TestRoom("large"));
        for (int i = 0; i < 60; i++) {
            TestRoom room = copies.get(random.nextInt(copies.size()));
            TestPerson person = people.get(random.nextInt(people.size()));
            boolean member = room.state().speaks(person.user(), person.device().id());
            int what = random.nextInt(12);
            if (what == 0) {
                room.take(copies.get(random.nextInt(copies.size())));
            } else if (!member) {
                room.join(person);
            } else if (what == 1) {
                room.leave(person.device());
            } else if (what == 2 && person.devices().size() < 4) {
                person.addDevice();
                room.devices(person.device(), person);
            } else if (what == 3 && person.devices().size() > 1) {
                person.revoke(person.devices().get(person.devices().size() - 1));
                room.devices(person.device(), person);
            } else if (what == 4) {
                room.epoch(person.device(), TestKeys.secret("epoch " + i));
            } else if (what == 5) {
                room.devices(person.device(), people.get(random.nextInt(people.size())));
            } else {
                room.say(person.device(), "text " + i);
            }
        }
        return copies.get(0).take(copies.get(1)).take(copies.get(2));
    }

    private static void same(TestRoom one, TestRoom two) {
        assertThat(one.ids()).isEqualTo(two.ids());
        assertThat(one.state()).isEqualTo(two.state());
        assertThat(one.state().hash(CRYPTO)).isEqualTo(two.state().hash(CRYPTO));
        assertThat(one.store().heads(one.id())).isEqualTo(two.store().heads(two.id()));
        assertThat(one.replica().room(one.id()).frontier())
                .isEqualTo(two.replica().room(two.id()).frontier());
        assertThat(one.replica().room(one.id()).newestEpoch())
                .isEqualTo(two.replica().room(two.id()).newestEpoch());
        // What was folded step by step is what one run over all gives.
        assertThat(new Replica(one.store(), new EventCodec(CRYPTO), CRYPTO)
                        .room(one.id())
                        .state())
                .isEqualTo(one.state());
    }

    private static void permute(List<Event> events, int from, Runnable check) {
        if (from == events.size()) {
            check.run();
            return;
        }
        for (int i = from; i < events.size(); i++) {
            Collections.swap(events, from, i);
            permute(events, from + 1, check);
            Collections.swap(events, from, i);
        }
    }
}
