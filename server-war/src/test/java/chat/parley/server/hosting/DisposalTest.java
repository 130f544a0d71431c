package chat.parley.server.hosting;

import static chat.parley.server.fixture.Keys.CODEC;
import static chat.parley.server.fixture.Keys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.log.Ledger;
import chat.parley.server.cluster.Roster;
import chat.parley.server.cluster.ServerIdentity;
import chat.parley.server.fixture.FakeClock;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Mesh;
import chat.parley.server.fixture.Mesh.Site;
import chat.parley.server.fixture.Nobody;
import chat.parley.server.fixture.NodeMemory;
import chat.parley.server.fixture.Room;
import chat.parley.server.fixture.TestNode;
import chat.parley.server.log.HostingStore.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL.md, Links, Hosting: logs that are not hosted any more leave the disk")
class DisposalTest {
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final Duration KEEP = Duration.ofMinutes(2);
    private static final Duration DROP = Duration.ofMinutes(10);

    private final Human alice = new Human("alice");
    private final Room room = new Room("room");

    private static HostingRules rules(int replicas) {
        return new HostingRules(replicas, Duration.ofMinutes(1), KEEP, DROP, Set.of());
    }

    private static Mesh linked(int nodes, long seed, int replicas) {
        Mesh mesh = new Mesh(nodes, seed, rules(replicas));
        mesh.linkAll();
        mesh.run(3 * SECOND);
        return mesh;
    }

    private List<Site> replicas(Mesh mesh, int count) {
        List<ServerId> ids = new Rendezvous(CRYPTO, count)
                .choose(mesh.sites.stream().map(site -> site.identity.id()).toList(), room.id());
        return mesh.sites.stream()
                .filter(site -> ids.contains(site.identity.id()))
                .toList();
    }

    private static Site other(Mesh mesh, List<Site> not) {
        return mesh.sites.stream()
                .filter(site -> !not.contains(site))
                .findFirst()
                .orElseThrow();
    }

    /** Alice comes into the room at a server, says so much, and goes for good. */
    private void visit(Mesh mesh, Site home, int events) {
        home.subscribe(room.id());
        room.join(alice);
        room.arrived().forEach(home::post);
        for (int i = 0; i < events; i++) {
            home.post(room.say(alice, "m" + i));
        }
        mesh.run(5 * SECOND);
        home.subscribed.clear();
    }

    private List<EventId> ids(Site site) {
        return site.ledger.store().after(room.id(), Map.of(), Integer.MAX_VALUE).stream()
                .map(Event::id)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    @DisplayName("A log leaves the disk some time after it was left to its replicas, not before, with what was"
            + " remembered of it; identities stay; when it is wanted again it comes again")
    void left_afterTheGrace_gone(long seed) {
        try (Mesh mesh = linked(8, seed, 3)) {
            List<Site> replicas = replicas(mesh, 3);
            Site home = other(mesh, replicas);
            visit(mesh, home, 1200);
            mesh.run(KEEP.toMillis() + MINUTE);
            assertThat(home.hosting.hosted(room.id())).isFalse();
            mesh.run(DROP.toMillis() - 2 * MINUTE);
            assertThat(ids(home)).isEqualTo(room.ids());
            mesh.run(3 * MINUTE);
            assertThat(ids(home)).isEmpty();
            assertThat(home.ledger.store().heads(room.id())).isEmpty();
            assertThat(home.hosting.full(room.id())).isFalse();
            assertThat(home.hosting.removing(room.id())).isFalse();
            assertThat(home.ledger.replica().room(room.id()).state().members()).isEmpty();
            assertThat(alice.events()).allMatch(home::has);
            assertThat(replicas).allMatch(site -> ids(site).equals(room.ids()));

            AtomicBoolean ready = home.subscribe(room.id());
            mesh.run(Arrivals.PATIENCE_MILLIS);
            assertThat(ready).isTrue();
            assertThat(ids(home)).isEqualTo(room.ids());
            home.post(room.say(alice, "back"));
            mesh.run(3 * SECOND);
            assertThat(replicas).allMatch(site -> ids(site).equals(room.ids()));
        }
    }

    @Test
    @DisplayName("I2: what is safe is on two disks: where one replica is all that is wanted, the second copy stays")
    void left_oneReplica_staysAsTheSecondCopy() {
        try (Mesh mesh = linked(4, 6, 1)) {
            List<Site> replicas = replicas(mesh, 1);
            Site home = other(mesh, replicas);
            visit(mesh, home, 5);
            mesh.run(KEEP.toMillis() + DROP.toMillis() + 3 * MINUTE);
            assertThat(home.hosting.hosted(room.id())).isFalse();
            assertThat(ids(home)).isEqualTo(room.ids());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    @DisplayName("I2: it stays while fewer than the replicas say to host it and sign that they have it all")
    void left_tooFewHosts_stays(int count) {
        try (Mesh mesh = linked(7, 3, count)) {
            List<Site> replicas = replicas(mesh, count);
            Site home = other(mesh, replicas);
            visit(mesh, home, 5);
            mesh.run(KEEP.toMillis() + MINUTE);
            assertThat(home.hosting.hosted(room.id())).isFalse();
            // A link more than the replicas: one of them is out of sight, and no other takes its place in this time.
            mesh.cut(home, replicas.get(0));
            mesh.run(DROP.toMillis() + MINUTE);
            assertThat(ids(home)).isEqualTo(room.ids());
            mesh.link(home, replicas.get(0));
            mesh.run(2 * MINUTE);
            assertThat(ids(home)).isEmpty();
        }
    }

    @Test
    @DisplayName("I2: a host that says to have a log, and does not sign for its last event, does not count")
    void left_hostLacksSomething_stays() {
        try (Mesh mesh = linked(6, 4, 2)) {
            List<Site> replicas = replicas(mesh, 2);
            Site home = other(mesh, replicas);
            visit(mesh, home, 5);
            mesh.run(KEEP.toMillis() + MINUTE);
            assertThat(home.hosting.hosted(room.id())).isFalse();
            // The log is not hosted here any more: nothing goes out by itself.
            home.take(List.of(room.say(alice, "only here")));
            mesh.run(DROP.toMillis() + 2 * MINUTE);
            assertThat(ids(home)).isEqualTo(room.ids());
            room.ordered().forEach(event -> replicas.get(0).take(List.of(event)));
            mesh.run(2 * MINUTE);
            assertThat(ids(home)).isEmpty();
        }
    }

    @Test
    @DisplayName("I2: servers that all want to let go of a log never rely on each other: its replicas keep it")
    void left_byAll_keptByTheReplicas() {
        try (Mesh mesh = linked(8, 5, 3)) {
            List<Site> replicas = replicas(mesh, 3);
            mesh.sites.forEach(site -> site.subscribe(room.id()));
            visit(mesh, mesh.sites.get(0), 20);
            mesh.sites.forEach(site -> site.subscribed.clear());
            mesh.run(KEEP.toMillis() + DROP.toMillis() + 5 * MINUTE);
            for (Site site : mesh.sites) {
                assertThat(ids(site)).isEqualTo(replicas.contains(site) ? room.ids() : List.of());
            }
        }
    }

    /** One server by itself, asked and answered by the test. */
    private final class Alone {
        final FakeClock clock = new FakeClock();
        final NodeMemory store = new NodeMemory();
        final Ledger ledger = new Ledger(store, CODEC, CRYPTO);
        final Map<ServerId, List<EventId>> asked = new TreeMap<>();
        final List<ServerId> others = new ArrayList<>();
        Hosting hosting;

        final Map<String, String> registry = new TreeMap<>();
        private final ServerIdentity self;
        private Roster roster;

        /** It is no replica of the room. */
        Alone() {
            SigningKey domain = CRYPTO.newSigningKey();
            List<ServerIdentity> all = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                all.add(TestNode.identity(domain, "ws://n" + i + ":1/parley", clock, Duration.ofDays(300)));
            }
            List<ServerId> replicas = new Rendezvous(CRYPTO, 3)
                    .choose(all.stream().map(ServerIdentity::id).toList(), room.id());
            self = all.stream()
                    .filter(each -> !replicas.contains(each.id()))
                    .findFirst()
                    .orElseThrow();
            all.remove(self);
            for (ServerIdentity each : all) {
                others.add(each.id());
                registry.put(each.id().toString(), each.certificate().write());
            }
            start();
        }

        void start() {
            roster = new Roster(self, CRYPTO, clock);
            roster.announced(registry);
            hosting = new Hosting(ledger, roster, store, rules(3), clock);
            hosting.askBy(asked::put);
        }

        void link(ServerId server) {
            hosting.linked(server);
            hosting.told(server, room.id(), true);
            hosting.toldAll(server);
        }

        void run(Duration time) {
            for (long left = time.toSeconds(); left > 0; left--) {
                clock.pass(Duration.ofSeconds(1));
                roster.announced(registry);
                hosting.tick(Set.of());
                do {
                    ledger.flush();
                } while (ledger.pending());
            }
        }

        void runUntilAsked() {
            asked.clear();
            for (int i = 0; i < 40 && asked.isEmpty(); i++) {
                run(Duration.ofSeconds(1));
            }
            assertThat(asked).isNotEmpty();
        }

        void answer(ServerId server) {
            hosting.confirmed(server, asked.get(server));
        }

        boolean empty() {
            return store.vector(room.id()).isEmpty();
        }
    }

    private Alone released(int events) {
        room.join(alice);
        room.say(alice, "m", events);
        Alone node = new Alone();
        room.arrived().forEach(event -> node.ledger.offer(event, new Nobody()));
        node.ledger.flush();
        node.store.save(Map.of(room.id(), new Standing.Released(node.clock.millis())));
        node.start();
        node.others.forEach(node::link);
        node.run(DROP);
        return node;
    }

    @Test
    @DisplayName("I2: an answer counts while it is fresh and its link stands, and only of a host")
    void confirmed_staleOrUnlinkedOrNoHost_doesNotCount() {
        Alone node = released(3);
        node.runUntilAsked();
        assertThat(node.asked.keySet()).containsExactlyInAnyOrderElementsOf(node.others);
        assertThat(node.hosting.expects(node.asked.get(node.others.get(0)))).isTrue();
        node.answer(node.others.get(0));
        node.answer(node.others.get(1));
        node.run(Duration.ofMillis(Disposal.ANSWER_MILLIS + 1000));
        node.answer(node.others.get(2));
        node.run(Duration.ofSeconds(2));
        assertThat(node.empty()).as("too late").isFalse();

        node.runUntilAsked();
        node.answer(node.others.get(0));
        node.answer(node.others.get(1));
        node.answer(node.others.get(2));
        node.hosting.unlinked(node.others.get(2));
        node.link(node.others.get(2));
        node.run(Duration.ofSeconds(2));
        assertThat(node.empty()).as("it may have lost its disk").isFalse();

        node.answer(node.others.get(3));
        node.hosting.gone(node.others.get(0), room.id());
        node.run(Duration.ofSeconds(2));
        assertThat(node.empty()).as("no host any more").isFalse();

        node.hosting.told(node.others.get(0), room.id(), true);
        node.run(Duration.ofSeconds(2));
        assertThat(node.empty()).isTrue();
    }

    @Test
    @DisplayName("A restart begins no new time: how long a log was not hosted is remembered")
    void released_restart_timeGoesOn() {
        Alone node = released(3);
        node.start();
        node.others.forEach(node::link);
        node.runUntilAsked();
        node.others.forEach(node::answer);
        node.run(Duration.ofSeconds(2));
        assertThat(node.empty()).isTrue();
        assertThat(node.store.standings()).doesNotContainKey(room.id());
    }

    @Test
    @DisplayName("A crash while a log goes: it is not hosted and nothing of it is taken in until all of it is gone")
    void removing_crash_goesOn() {
        Alone node = released(2 * Disposal.EVENTS_PER_ROUND);
        node.runUntilAsked();
        node.others.forEach(node::answer);
        node.run(Duration.ofSeconds(1));
        assertThat(node.store.removing()).containsExactly(room.id());
        node.ledger.forget(room.id());
        node.start();
        assertThat(node.hosting.removing(room.id())).isTrue();
        node.others.forEach(node::link);
        assertThat(node.hosting.accepts(room.id())).isFalse();
        assertThat(node.hosting.full(room.id())).isFalse();
        AtomicBoolean ready = new AtomicBoolean();
        node.hosting.enter(room.id(), () -> ready.set(true));
        assertThat(node.hosting.hosted(room.id())).isFalse();
        node.run(Duration.ofSeconds(1));
        assertThat(node.empty()).as("at once, as somebody waits").isTrue();
        assertThat(node.hosting.hosted(room.id())).isTrue();
        node.run(Duration.ofMillis(Arrivals.PATIENCE_MILLIS + 1000));
        assertThat(ready).isTrue();
    }

    @Test
    @DisplayName(
            "I9: questions are bounded: some logs at a time, the others the next time; one with very many heads stays")
    void sweep_manyLogs_someAtATime() {
        Alone node = new Alone();
        List<Event> joins = new ArrayList<>();
        for (int i = 0; joins.size() < 2 * Disposal.MAX_ASKED; i++) {
            Room each = new Room("r" + i);
            if (node.hosting.accepts(each.id())) {
                continue;
            }
            each.join(alice);
            joins.add(each.say(alice, "x"));
            each.arrived().forEach(event -> node.ledger.offer(event, new Nobody()));
        }
        room.join(alice);
        for (int i = 0; i <= Disposal.MAX_HEADS; i++) {
            Human guest = new Human("guest " + i);
            Room copy = room.copy();
            copy.join(guest);
            copy.arrived().forEach(event -> node.ledger.offer(event, new Nobody()));
        }
        node.ledger.flush();
        assertThat(node.store.heads(room.id())).hasSizeGreaterThan(Disposal.MAX_HEADS);
        node.start();
        node.others.forEach(node::link);
        node.others.forEach(server -> joins.forEach(event -> node.hosting.told(server, event.log(), true)));
        node.run(DROP);
        List<EventId> asked = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            node.runUntilAsked();
            assertThat(node.asked.get(node.others.get(0))).hasSizeLessThanOrEqualTo(Disposal.MAX_ASKED);
            asked.addAll(node.asked.get(node.others.get(0)));
        }
        assertThat(asked).containsAll(joins.stream().map(Event::id).toList());
        assertThat(asked).doesNotContainAnyElementsOf(node.store.heads(room.id()));
    }
}
