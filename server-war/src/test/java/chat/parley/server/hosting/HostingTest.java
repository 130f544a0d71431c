package chat.parley.server.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Keys;
import chat.parley.server.fixture.Mesh;
import chat.parley.server.fixture.Mesh.Site;
import chat.parley.server.fixture.Room;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL.md, Links, Hosting")
class HostingTest {
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final Duration ABSENCE = Duration.ofMinutes(1);
    private static final HostingRules SHORT =
            new HostingRules(3, ABSENCE, Duration.ofMinutes(2), Duration.ofHours(1), Set.of());

    private final Human alice = new Human("alice");
    private final Room room = new Room("room");

    private static Mesh linked(int nodes, long seed, HostingRules rules) {
        Mesh mesh = new Mesh(nodes, seed, rules);
        mesh.linkAll();
        mesh.run(3 * SECOND);
        return mesh;
    }

    /** Alice comes into the room at a server. */
    private void join(Site site) {
        site.subscribe(room.id());
        room.join(alice);
        room.arrived().forEach(site::post);
    }

    private Event say(Site site, String text) {
        Event said = room.say(alice, text);
        site.post(said);
        return said;
    }

    private List<Site> replicas(List<Site> among) {
        List<ServerId> ids = new Rendezvous(Keys.CRYPTO, 3)
                .choose(among.stream().map(site -> site.identity.id()).toList(), room.id());
        return among.stream().filter(site -> ids.contains(site.identity.id())).toList();
    }

    private Site noReplica(Mesh mesh) {
        List<Site> replicas = replicas(mesh.sites);
        return mesh.sites.stream()
                .filter(site -> !replicas.contains(site))
                .findFirst()
                .orElseThrow();
    }

    private List<EventId> ids(Site site) {
        return site.ledger.store().after(room.id(), Map.of(), Integer.MAX_VALUE).stream()
                .map(Event::id)
                .toList();
    }

    private static List<Site> without(List<Site> sites, Site... left) {
        List<Site> others = new ArrayList<>(sites);
        others.removeAll(List.of(left));
        return others;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("A room lives where somebody wants it and on three replicas; no other server gets anything of it")
    void event_outsiders_getNothing(long seed) {
        try (Mesh mesh = linked(10, seed, HostingRules.of(3))) {
            Site home = noReplica(mesh);
            join(home);
            mesh.run(2 * SECOND);
            for (int i = 0; i < 20; i++) {
                say(home, "m" + i);
                mesh.run(SECOND);
            }
            mesh.run(MINUTE);
            List<Site> hosts = new ArrayList<>(replicas(mesh.sites));
            hosts.add(home);
            for (Site site : mesh.sites) {
                assertThat(ids(site)).isEqualTo(hosts.contains(site) ? room.ids() : List.of());
                assertThat(site.hosting.hosted(room.id())).isEqualTo(hosts.contains(site));
            }
            mesh.sends.clear();
            Event last = say(home, "last");
            mesh.run(5 * SECOND);
            assertThat(mesh.sends.get(last.id())).as("sends, among four hosts").isEqualTo(3);
        }
    }

    @Test
    @DisplayName("With three servers every server hosts everything")
    void event_threeServers_everywhere() {
        try (Mesh mesh = linked(3, 4, HostingRules.of(3))) {
            join(mesh.sites.get(0));
            mesh.run(2 * SECOND);
            assertThat(mesh.sites).allMatch(site -> ids(site).equals(room.ids()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7})
    @DisplayName("A replica that has left for good is replaced, and the new one has everything")
    void replica_gone_replaced(long seed) {
        try (Mesh mesh = linked(8, seed, SHORT)) {
            Site home = noReplica(mesh);
            join(home);
            mesh.run(2 * SECOND);
            say(home, "before");
            mesh.run(2 * SECOND);
            Site left = replicas(mesh.sites).get(0);
            left.freeze();
            List<Site> others = without(mesh.sites, left);
            List<Site> now = replicas(others);
            Site stepsIn = now.stream()
                    .filter(site -> !replicas(mesh.sites).contains(site))
                    .findFirst()
                    .orElseThrow();
            mesh.run(ABSENCE.toMillis() / 2);
            assertThat(stepsIn.equals(home) || ids(stepsIn).isEmpty())
                    .as("not gone for good yet")
                    .isTrue();
            mesh.run(ABSENCE.toMillis());
            assertThat(now).allMatch(site -> ids(site).equals(room.ids()));
            say(home, "after");
            mesh.run(2 * SECOND);
            assertThat(now).allMatch(site -> ids(site).equals(room.ids()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 9, 10, 11})
    @DisplayName("I2: what two servers have signed for survives one server after another that leaves for good")
    void safe_serversLeave_neverLost(long seed) {
        Random random = new Random(seed);
        try (Mesh mesh = linked(9, seed, SHORT)) {
            List<Site> alive = new ArrayList<>(mesh.sites);
            Map<EventId, Event> safe = new LinkedHashMap<>();
            room.join(alice);
            for (int round = 0; round < 5; round++) {
                Site home = alive.get(random.nextInt(alive.size()));
                home.subscribe(room.id());
                mesh.run(5 * SECOND);
                room.arrived().forEach(home::post);
                for (int i = 0; i < 5; i++) {
                    Event said = say(home, round + "-" + i);
                    mesh.run(random.nextInt(120));
                    if (receipts(home).contains(said.id().toString())) {
                        safe.put(said.id(), said);
                    }
                }
                List<Site> hosts = alive.stream()
                        .filter(site -> site.hosting.hosted(room.id()))
                        .toList();
                Site victim = random.nextBoolean() ? home : hosts.get(random.nextInt(hosts.size()));
                victim.freeze();
                victim.subscribed.clear();
                alive.remove(victim);
                mesh.run(2 * ABSENCE.toMillis());
                for (Site replica : replicas(alive)) {
                    assertThat(safe.values()).as("round " + round).allMatch(replica::has);
                }
            }
            assertThat(safe).hasSizeGreaterThan(10);
        }
    }

    private static List<String> receipts(Site site) {
        return site.receipts.stream()
                .flatMap((Stored each) -> each.ids().stream())
                .toList();
    }

    @Test
    @DisplayName("Who comes in at a server that does not host the room yet sees first what the others have")
    void enter_atAnotherServer_waitsForThePull() {
        try (Mesh mesh = linked(8, 12, HostingRules.of(3))) {
            Site home = noReplica(mesh);
            join(home);
            for (int i = 0; i < 700; i++) {
                say(home, "m" + i);
            }
            mesh.run(5 * SECOND);
            Site other = noReplica(mesh).equals(home)
                    ? mesh.sites.stream()
                            .filter(site -> !site.hosting.hosted(room.id()))
                            .findFirst()
                            .orElseThrow()
                    : home;
            AtomicBoolean ready = other.subscribe(room.id());
            long begun = mesh.now();
            while (!ready.get()) {
                mesh.run(1);
            }
            assertThat(ids(other)).hasSize(701).isEqualTo(room.ids());
            assertThat(mesh.now() - begun).isLessThan(Arrivals.PATIENCE_MILLIS);
            assertThat(other.subscribe(room.id())).as("from now on at once").isTrue();
        }
    }

    @Test
    @DisplayName("Nobody waits for a room that nobody has, and nobody longer than three seconds")
    void enter_newRoomOrSilentHost_bounded() {
        try (Mesh mesh = linked(8, 13, HostingRules.of(3))) {
            Site home = noReplica(mesh);
            assertThat(home.subscribe(room.id())).isTrue();
            join(home);
            mesh.run(2 * SECOND);
            Site other = mesh.sites.stream()
                    .filter(site -> !site.hosting.hosted(room.id()))
                    .findFirst()
                    .orElseThrow();
            home.freeze();
            AtomicBoolean ready = other.subscribe(room.id());
            mesh.run(Arrivals.PATIENCE_MILLIS - 500);
            assertThat(ready).isFalse();
            mesh.run(2 * SECOND);
            assertThat(ready).isTrue();
            assertThat(ids(other)).isEqualTo(room.ids());
        }
    }

    @Test
    @DisplayName("A log that nobody has used for long is left to its replicas, not before each of them has all of it")
    void interest_over_handedOver() {
        try (Mesh mesh = linked(8, 14, SHORT)) {
            Site home = noReplica(mesh);
            join(home);
            mesh.run(2 * SECOND);
            home.subscribed.clear();
            Site replica = replicas(mesh.sites).get(1);
            mesh.cut(home, replica);
            mesh.run(4 * MINUTE);
            assertThat(home.hosting.hosted(room.id()))
                    .as("one replica has not said that it has everything")
                    .isTrue();
            mesh.link(home, replica);
            mesh.run(2 * MINUTE);
            assertThat(home.hosting.hosted(room.id())).isFalse();
            assertThat(replicas(mesh.sites)).allMatch(site -> ids(site).equals(room.ids()));

            replicas(mesh.sites).forEach(Site::freeze);
            mesh.run(20 * SECOND);
            assertThat(home.hosting.hosted(room.id()))
                    .as("the last who stores it hosts it again")
                    .isTrue();
            mesh.run(2 * MINUTE);
            assertThat(replicas(mesh.sites.stream()
                            .filter(site -> !replicas(mesh.sites).contains(site))
                            .toList()))
                    .allMatch(site -> ids(site).equals(room.ids()));
        }
    }

    @Test
    @DisplayName("A room without events ends with the interest in it, and makes no replicas")
    void interest_inNothing_ends() {
        try (Mesh mesh = linked(8, 15, HostingRules.of(3))) {
            Site home = noReplica(mesh);
            home.subscribe(room.id());
            mesh.run(2 * MINUTE);
            assertThat(mesh.sites)
                    .filteredOn(site -> site.hosting.hosted(room.id()))
                    .containsExactly(home);
            home.subscribed.clear();
            mesh.run(2 * MINUTE);
            assertThat(mesh.sites).noneMatch(site -> site.hosting.hosted(room.id()));
        }
    }

    @Test
    @DisplayName(
            "I9, A54: who comes into a million rooms of which nothing is anywhere makes a server host a bounded number of"
                    + " them, and what is there already is hosted as ever")
    void enter_millionsOfNothing_bounded() {
        try (Mesh mesh = linked(2, 16, SHORT)) {
            Site home = mesh.sites.get(0);
            join(home);
            mesh.run(SECOND);
            int admitted = 0;
            byte[] bytes = new byte[LogId.BYTES];
            for (int i = 0; i < 1_000_000; i++) {
                ByteBuffer.wrap(bytes).putInt(i);
                admitted += home.hosting.enter(new LogId(bytes.clone()), () -> {}) ? 1 : 0;
            }
            assertThat(admitted).isEqualTo(Hosting.MAX_BLANK);
            assertThat(home.hosting.hosted()).hasSizeLessThan(Hosting.MAX_BLANK + 10);
            assertThat(home.hosting.enter(room.id(), () -> {})).isTrue();
            Room fresh = new Room("fresh");
            assertThat(home.hosting.enter(fresh.id(), () -> {})).isFalse();
            fresh.join(alice);
            fresh.arrived().forEach(home::post);
            mesh.run(SECOND);
            assertThat(home.hosting.hosted(fresh.id())).as("what has events").isTrue();
            mesh.run(3 * MINUTE);
            assertThat(home.hosting.hosted()).hasSizeLessThan(10);
            assertThat(home.hosting.enter(new Room("later").id(), () -> {})).isTrue();
        }
    }

    @Test
    @DisplayName("I10: any one link between hosts may be down for ever: all hosts have everything in 5 s")
    void event_anyLinkBetweenHostsDown_everywhereInTime() {
        for (int one = 0; one < 4; one++) {
            for (int two = 0; two < one; two++) {
                Room fresh = new Room("room");
                try (Mesh mesh = linked(6, 16 + one * 10 + two, HostingRules.of(3))) {
                    Site home = noReplica(mesh);
                    home.subscribe(fresh.id());
                    fresh.join(alice);
                    fresh.arrived().forEach(home::post);
                    mesh.run(3 * SECOND);
                    List<Site> hosts = new ArrayList<>(replicas(mesh.sites));
                    hosts.add(home);
                    mesh.cut(hosts.get(one), hosts.get(two));
                    for (Site origin : hosts) {
                        Event said = fresh.say(alice, "x");
                        origin.take(List.of(said));
                        mesh.run(5 * SECOND);
                        assertThat(hosts).allMatch(site -> site.has(said));
                    }
                }
            }
        }
    }
}
