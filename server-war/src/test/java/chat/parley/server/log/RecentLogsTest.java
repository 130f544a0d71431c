package chat.parley.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.LogId;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Room;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("I9: what is remembered of logs is bounded")
class RecentLogsTest {
    private static final int MOST = 10_000;

    private final List<LogId> read = new ArrayList<>();
    private final RecentLogs recent = new RecentLogs(MOST);

    @Test
    void get_again_isNotReadAgain() {
        Human alice = new Human("alice");
        assertThat(get(alice)).isEqualTo(alice.events());
        assertThat(get(alice)).isEqualTo(alice.events());
        assertThat(read).hasSize(1);
    }

    @Test
    void get_more_theOldestAreForgotten() {
        List<Human> people = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            people.add(new Human("person " + i));
            get(people.get(i));
            assertThat(recent.length()).isPositive().isLessThanOrEqualTo(MOST);
        }
        read.clear();
        get(people.get(19));
        assertThat(read).isEmpty();
        get(people.get(0));
        assertThat(read).hasSize(1);
    }

    @Test
    @DisplayName("Of a long log only that it is long is remembered, however much is added to it")
    void getShort_ofALongLog_onlyThatItIsLong() {
        Human alice = new Human("alice");
        Room room = new Room("room");
        List<Event> events = new ArrayList<>(List.of(room.join(alice)));
        while (RecentLogs.textLength(events) <= RecentLogs.LONGEST) {
            events.add(room.say(alice, "x".repeat(10_000)));
        }
        RecentLogs large = new RecentLogs();
        Function<LogId, List<Event>> reader = log -> {
            read.add(log);
            return events;
        };
        assertThat(large.getShort(room.id(), reader)).isEmpty();
        large.added(room.id());
        assertThat(large.getShort(room.id(), reader)).isEmpty();
        assertThat(read).hasSize(1);
        assertThat(large.length()).isLessThan(1000);
        assertThat(large.get(room.id(), reader)).isEqualTo(events);
        large.forget(room.id());
        assertThat(large.get(room.id(), log -> events.subList(0, 1))).hasSize(1);
        assertThat(large.getShort(room.id(), reader)).contains(events.subList(0, 1));
        assertThat(read).hasSize(2);
    }

    @Test
    @DisplayName("A log that has grown is read again")
    void added_isReadAgain() {
        Human alice = new Human("alice");
        get(alice);
        recent.added(alice.user().identity());
        get(alice);
        assertThat(read).hasSize(2);
    }

    @Test
    void forget_isReadAgain() {
        Human alice = new Human("alice");
        get(alice);
        recent.forget(alice.user().identity());
        assertThat(recent.length()).isZero();
        get(alice);
        recent.clear();
        assertThat(recent.length()).isZero();
        get(alice);
        assertThat(read).hasSize(3);
    }

    @Test
    @DisplayName("A log of which nothing is here yet is asked for again: its first event may come any time")
    void get_nothing_isNotRemembered() {
        Function<LogId, List<Event>> nothing = log -> {
            read.add(log);
            return List.of();
        };
        LogId log = new Human("alice").user().identity();
        recent.get(log, nothing);
        recent.get(log, nothing);
        assertThat(read).hasSize(2);
    }

    private List<Event> get(Human person) {
        return recent.get(person.user().identity(), log -> {
            read.add(log);
            return person.events();
        });
    }
}
