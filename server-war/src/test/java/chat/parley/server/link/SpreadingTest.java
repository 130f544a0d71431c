package chat.parley.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Graft;
import chat.parley.protocol.frame.Stored;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Mesh;
import chat.parley.server.fixture.Mesh.Site;
import chat.parley.server.fixture.Room;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL.md, Links, Spreading")
class SpreadingTest {
    private static final long IN_TIME = 5000;

    private final Human alice = new Human("alice");
    private final Room room = new Room("room");
    private final Random random = new Random(9);

    /** A mesh in which a first event has gone round. */
    private Mesh mesh(int nodes, long seed) {
        Mesh mesh = new Mesh(nodes, seed);
        mesh.sites.forEach(site -> site.take(room.arrived()));
        mesh.linkAll();
        mesh.run(2000);
        return mesh;
    }

    private void joined() {
        room.join(alice);
    }

    /** Says something at a node, and returns after how long all others but the frozen one have it. */
    private long spread(Mesh mesh, Site origin, List<Site> to) {
        Event said = room.say(alice, "x");
        origin.take(List.of(said));
        long begun = mesh.now();
        while (!to.stream().allMatch(site -> site.has(said)) && mesh.now() - begun < 2 * IN_TIME) {
            mesh.run(10);
        }
        return mesh.now() - begun;
    }

    private Site any(Mesh mesh) {
        return mesh.sites.get(random.nextInt(mesh.sites.size()));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 50})
    @DisplayName("An event costs N-1 sends of its text, whoever says it, once a first one has gone round")
    void events_manyServers_sentOncePerServer(int nodes) {
        joined();
        try (Mesh mesh = mesh(nodes, nodes)) {
            spread(mesh, any(mesh), mesh.sites);
            mesh.run(2000);
            List<Integer> costs = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                spread(mesh, any(mesh), mesh.sites);
                mesh.run(3000);
                costs.add(mesh.sends.get(last().id()));
            }
            assertThat(costs).as("sends per event among " + nodes).containsOnly(nodes - 1);
        }
    }

    @Test
    @DisplayName("I10: any one link may be down for ever, from the beginning or from the middle: all have it in 5 s")
    void event_anyLinkDown_everywhereInTime() {
        joined();
        for (int nodes : new int[] {3, 5}) {
            for (int one = 1; one < nodes; one++) {
                for (int two = 0; two < one; two++) {
                    for (int warm = 0; warm < 2; warm++) {
                        try (Mesh mesh = mesh(nodes, one * 100 + two)) {
                            if (warm == 1) {
                                spread(mesh, any(mesh), mesh.sites);
                                mesh.run(2000);
                            }
                            mesh.cut(mesh.sites.get(one), mesh.sites.get(two));
                            for (Site origin : mesh.sites) {
                                assertThat(spread(mesh, origin, mesh.sites)).isLessThan(IN_TIME);
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("I10: the middle of the tree freezes: nobody waits until it is found dead, and a tree is there again")
    void event_middleOfTheTreeFreezes_grafted() {
        joined();
        try (Mesh mesh = mesh(10, 4)) {
            spread(mesh, mesh.sites.get(3), mesh.sites);
            mesh.run(2000);
            Site middle = mesh.sites.stream()
                    .max(Comparator.comparing(site -> eager(mesh, site)))
                    .orElseThrow();
            assertThat(eager(mesh, middle)).isGreaterThan(1);
            middle.freeze();
            List<Site> others = new ArrayList<>(mesh.sites);
            others.remove(middle);
            assertThat(spread(mesh, others.get(0), others)).isLessThan(IN_TIME);
            assertThat(mesh.frames).containsKey(Graft.class);
            mesh.run(8000);
            assertThat(others.get(0).links.linked()).hasSize(8);
            spread(mesh, others.get(1), others);
            mesh.run(3000);
            long took = spread(mesh, others.get(2), others);
            assertThat(took).isLessThan(200);
            assertThat(mesh.sends.get(last().id())).isEqualTo(8);
        }
    }

    @Test
    @DisplayName("I10: who loses the only neighbour in the tree has another at once, and waits for no announcement")
    void event_afterTheMiddleIsGone_atOnce() {
        joined();
        try (Mesh mesh = mesh(5, 6)) {
            Site middle = mesh.sites.get(0);
            List<Site> others = mesh.sites.subList(1, 5);
            for (Site one : others) {
                others.forEach(two -> one.links.tree().pruned(two.identity.id(), room.id()));
            }
            assertThat(others).allMatch(site -> eager(mesh, site) == 1);
            others.forEach(site -> mesh.cut(middle, site));
            mesh.run(100);
            for (Site origin : others) {
                assertThat(spread(mesh, origin, others)).isLessThan(200);
            }
        }
    }

    @Test
    @DisplayName("I2: a server that brings an event hears a receipt for it, at once over the tree")
    void receipt_overTheTree_reachesTheOrigin() {
        joined();
        try (Mesh mesh = mesh(10, 5)) {
            spread(mesh, mesh.sites.get(0), mesh.sites);
            mesh.run(2000);
            for (Site origin : mesh.sites) {
                origin.receipts.clear();
                spread(mesh, origin, mesh.sites);
                mesh.run(100);
                assertThat(origin.receipts.stream().flatMap((Stored each) -> each.ids().stream()))
                        .contains(last().id().toString());
            }
        }
    }

    private long eager(Mesh mesh, Site site) {
        return mesh.sites.stream()
                .filter(other -> site.links.tree().eager(other.identity.id(), room.id()))
                .count();
    }

    private Event last() {
        List<Event> all = room.ordered();
        return all.get(all.size() - 1);
    }
}
