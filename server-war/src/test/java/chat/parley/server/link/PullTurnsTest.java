package chat.parley.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.sync.Turns;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Keys;
import chat.parley.server.fixture.Mesh;
import chat.parley.server.fixture.Mesh.Site;
import chat.parley.server.fixture.Room;
import chat.parley.server.hosting.HostingRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL.md, Links: a log is pulled from one host at a time")
class PullTurnsTest {
    private static final long SECOND = 1000;
    private static final Duration ABSENCE = Duration.ofMinutes(1);
    private static final int ROOMS = 12;
    private static final int EVENTS = 150;

    private final Human alice = new Human("alice");
    private long now = 5_000_000;
    private int passed;

    private static LogId log() {
        return new LogId(Keys.CRYPTO.random(LogId.BYTES));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("Who takes the place of a replica fetches its rooms once, not from each host")
    void newReplica_manyHosts_getsEachEventOnce(long seed) {
        HostingRules rules = new HostingRules(3, ABSENCE, Duration.ofDays(1), Duration.ofDays(1), Set.of());
        try (Mesh mesh = new Mesh(8, seed, rules)) {
            mesh.linkAll();
            mesh.run(3 * SECOND);
            List<Room> rooms = new ArrayList<>();
            for (int i = 0; i < ROOMS; i++) {
                Room room = new Room("room" + i);
                rooms.add(room);
                Site home = mesh.sites.get(i % mesh.sites.size());
                home.subscribe(room.id());
                room.join(alice);
                room.say(alice, "m", EVENTS);
                room.arrived().forEach(home::post);
                mesh.run(2 * SECOND);
            }
            mesh.run(5 * SECOND);
            Site left = mesh.sites.stream()
                    .max(Comparator.comparing(site -> held(List.of(site), rooms)))
                    .orElseThrow();
            left.freeze();
            List<Site> others = new ArrayList<>(mesh.sites);
            others.remove(left);
            long before = held(others, rooms);
            mesh.sends.clear();
            mesh.run(2 * ABSENCE.toMillis());
            long fetched = held(others, rooms) - before;
            long sent = rooms.stream()
                    .flatMap(room -> room.ids().stream())
                    .mapToLong(id -> mesh.sends.getOrDefault(id, 0))
                    .sum();
            System.out.printf("re-replication: %d events sent for %d that were missing%n", sent, fetched);
            assertThat(fetched).isGreaterThan(EVENTS);
            assertThat(sent).isLessThanOrEqualTo(fetched + fetched / 10);
        }
    }

    private static long held(List<Site> sites, List<Room> rooms) {
        long held = 0;
        for (Site site : sites) {
            for (Room room : rooms) {
                held += site.ledger
                        .store()
                        .after(room.id(), Map.of(), Integer.MAX_VALUE)
                        .size();
            }
        }
        return held;
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 7})
    @DisplayName("I10: the host that is being asked falls silent: the next one is asked, for what lacks")
    void pull_hostFallsSilent_nextOne(long seed) {
        try (Mesh mesh = new Mesh(4, seed)) {
            Room room = new Room("room");
            room.join(alice);
            List<Event> said = room.say(alice, "m", 2000);
            List<Site> hosts = mesh.sites.subList(0, 3);
            Site fresh = mesh.sites.get(3);
            hosts.forEach(site -> site.take(room.arrived()));
            mesh.linkAll();
            while (!fresh.has(said.get(300))) {
                mesh.run(1);
            }
            int pulls = mesh.frames.get(Pull.class);
            // Whichever it is: all but one, one after the other.
            hosts.get(0).freeze();
            hosts.get(1).freeze();
            mesh.run(12 * SECOND);
            assertThat(fresh.has(said.get(1999))).isTrue();
            assertThat(mesh.frames.get(Pull.class)).isGreaterThan(pulls);
        }
    }

    @Test
    @DisplayName("I9: some logs at a time; who waits is told when there is a turn, and once")
    void take_moreThanSome_waits() {
        PullTurns turns = new PullTurns(() -> now, () -> passed++);
        Turns one = turns.of("one");
        Turns two = turns.of("two");
        List<LogId> logs = new ArrayList<>();
        for (int i = 0; i < PullTurns.MAX_LOGS; i++) {
            logs.add(log());
            assertThat(one.anyFree()).isTrue();
            assertThat(one.take(logs.get(i))).isTrue();
        }
        one.giveBack(logs.get(0));
        assertThat(passed).as("nobody waits").isZero();
        assertThat(one.take(logs.get(0))).isTrue();
        assertThat(two.anyFree()).isFalse();
        assertThat(two.take(logs.get(0))).isFalse();
        two.giveBack(logs.get(0));
        assertThat(passed).as("it was not its own").isZero();
        one.giveBack(logs.get(1));
        one.giveBack(logs.get(2));
        assertThat(passed).isEqualTo(1);
        assertThat(two.anyFree()).isTrue();
        assertThat(two.take(logs.get(0))).isFalse();
        one.giveBack(logs.get(0));
        assertThat(passed).isEqualTo(2);
        assertThat(two.take(logs.get(0))).isTrue();
    }

    @Test
    @DisplayName("A turn ends when no answer comes, or it has lasted long, and then is another's")
    void take_noAnswerOrForLong_passesOn() {
        PullTurns turns = new PullTurns(() -> now, () -> passed++);
        LogId log = log();
        Turns one = turns.of("one");
        Turns two = turns.of("two");
        assertThat(one.take(log)).isTrue();
        assertThat(two.take(log)).isFalse();
        pass(turns, PullTurns.ANSWER_MILLIS - 1);
        one.goOn(log);
        pass(turns, PullTurns.ANSWER_MILLIS - 1);
        two.goOn(log);
        assertThat(passed).isZero();
        pass(turns, 1);
        assertThat(passed).isEqualTo(1);
        assertThat(two.take(log)).isTrue();
        one.giveBack(log);
        one.goOn(log);
        Turns three = turns.of("three");
        for (long left = PullTurns.TURN_MILLIS; left > 0; left -= 1000) {
            assertThat(three.take(log)).as("still the second's").isFalse();
            two.goOn(log);
            pass(turns, 1000);
        }
        assertThat(passed).isEqualTo(2);
        assertThat(three.take(log)).isTrue();
    }

    private void pass(PullTurns turns, long millis) {
        now += millis;
        turns.tick();
    }
}
