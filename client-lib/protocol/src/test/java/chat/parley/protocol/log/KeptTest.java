package chat.parley.protocol.log;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.id.LogId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("I9: how many rooms and identities are in memory is bounded, and changes nothing else")
class KeptTest {
    private static final int ROOMS = 15;
    private static final Kept FEW = new Kept(3, 2);

    private final MemoryEventStore store = new MemoryEventStore();
    private final Replica replica = new Replica(store, new EventCodec(CRYPTO), CRYPTO, Laws.OWN, FEW);
    private final List<TestPerson> people =
            new ArrayList<>(List.of(new TestPerson("anna"), new TestPerson("ben"), new TestPerson("cleo")));

    private TestRoom room(int number) {
        TestRoom room = new TestRoom("room-" + number);
        people.forEach(room::join);
        room.epoch(people.get(0).device(), TestKeys.secret("epoch " + number));
        room.say(people.get(1).device(), "hello");
        if (number % 2 == 0) {
            room.leave(people.get(2).device());
        }
        room.say(people.get(0).device(), "bye");
        return room;
    }

    private void bounded() {
        assertThat(replica.roomsKept()).isLessThanOrEqualTo(FEW.rooms());
        assertThat(replica.identitiesKept()).isLessThanOrEqualTo(FEW.identities());
    }

    @Test
    @DisplayName("I6: many rooms in any order end as if all were kept")
    void offer_manyRooms_asIfAllWereKept() {
        List<TestRoom> rooms = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < ROOMS; i++) {
            rooms.add(room(i));
            events.addAll(rooms.get(i).arrived());
        }
        Collections.shuffle(events, new Random(5));
        boolean more = true;
        while (more) {
            more = false;
            for (Event event : events) {
                more |= replica.offer(event) instanceof Outcome.Accepted;
                bounded();
            }
        }
        for (TestRoom each : rooms) {
            assertThat(store.heads(each.id())).isEqualTo(each.store().heads(each.id()));
            assertThat(replica.room(each.id()).state()).isEqualTo(each.state());
            assertThat(replica.room(each.id()).frontier())
                    .isEqualTo(each.replica().room(each.id()).frontier());
            assertThat(replica.room(each.id()).newestEpoch())
                    .isEqualTo(each.replica().room(each.id()).newestEpoch());
            bounded();
        }
        for (TestPerson each : people) {
            assertThat(replica.identity(each.user()).live()).hasSize(1);
            bounded();
        }
    }

    @Test
    @DisplayName("Who asks about rooms of which nothing is here leaves nothing in memory")
    void peek_nothing_keepsNothing() {
        for (int i = 0; i < 100; i++) {
            LogId log = new TestRoom("nothing-" + i).id();
            assertThat(replica.peek(log).state().members()).isEmpty();
        }
        assertThat(replica.roomsKept()).isZero();
    }
}
