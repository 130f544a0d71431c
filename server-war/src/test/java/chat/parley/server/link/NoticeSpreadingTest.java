package chat.parley.server.link;

import static chat.parley.server.fixture.Keys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Notice;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.keys.NoticeSealer;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Mesh;
import chat.parley.server.fixture.Mesh.Site;
import chat.parley.server.fixture.Room;
import chat.parley.server.hosting.HostingRules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL.md, Notices, over links")
class NoticeSpreadingTest {
    private static final long SECOND = 1000;

    private final Human alice = new Human("alice");
    private final Room room = new Room("room");
    private long number;

    private Notice notice() {
        NoticeSealer.Origin origin = new NoticeSealer.Origin(
                room.id(), alice.user(), alice.device(), new EventId(CRYPTO.random(EventId.BYTES)));
        return new NoticeSealer(CRYPTO)
                .seal(origin, new NoticeSealer.Word(number++, true), CRYPTO.newSecret(), alice.key());
    }

    /** Gives notice at a site as one of its clients would; how many frames it cost. */
    private int give(Mesh mesh, Site site, Notice notice) {
        mesh.frames.remove(Notice.class);
        site.notices.pass(notice, null);
        mesh.run(SECOND);
        return mesh.frames.getOrDefault(Notice.class, 0);
    }

    private static String text(Notice notice) {
        try (FrameCodec codec = new FrameCodec()) {
            return codec.write(notice);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 30})
    @DisplayName("A42: it is heard once at every host, ends, and costs what an event costs: N-1 sends")
    void notice_amongHosts_isHeardOnceAtEach(int nodes) {
        room.join(alice);
        try (Mesh mesh = new Mesh(nodes, nodes)) {
            mesh.sites.forEach(site -> site.take(room.arrived()));
            mesh.linkAll();
            mesh.run(2 * SECOND);
            Notice first = notice();
            assertThat(give(mesh, mesh.sites.get(0), first))
                    .as("no tree is there yet: each link once at each end at most")
                    .isBetween(nodes - 1, nodes * (nodes - 1));
            assertThat(mesh.sites).allMatch(site -> site.heard.equals(Map.of(text(first), 1)));
            for (int i = 0; i < 3; i++) {
                mesh.sites.get(0).take(List.of(room.say(alice, "x" + i)));
                mesh.run(3 * SECOND);
            }
            for (Site site : mesh.sites) {
                assertThat(give(mesh, site, notice())).isEqualTo(nodes - 1);
            }
            assertThat(mesh.sites)
                    .allMatch(site -> site.heard.size() == nodes + 1
                            && site.heard.values().stream().allMatch(times -> times == 1));
        }
    }

    @Test
    @DisplayName("Hosts that cannot reach each other hear it through those between")
    void notice_hostsInARow_goesThrough() {
        room.join(alice);
        try (Mesh mesh = new Mesh(4, 1)) {
            mesh.sites.forEach(site -> site.take(room.arrived()));
            for (int i = 1; i < mesh.sites.size(); i++) {
                mesh.link(mesh.sites.get(i - 1), mesh.sites.get(i));
            }
            mesh.run(2 * SECOND);
            Notice notice = notice();
            assertThat(give(mesh, mesh.sites.get(0), notice)).isEqualTo(3);
            assertThat(mesh.sites.get(3).heard).containsOnlyKeys(text(notice));
        }
    }

    @Test
    @DisplayName("Servers that do not host the room get nothing of it")
    void notice_outsiders_getNothing() {
        try (Mesh mesh = new Mesh(10, 2, HostingRules.of(3))) {
            mesh.linkAll();
            mesh.run(3 * SECOND);
            Site home = mesh.sites.get(0);
            home.subscribe(room.id());
            room.join(alice);
            room.arrived().forEach(home::post);
            mesh.run(5 * SECOND);
            int cost = give(mesh, home, notice());
            int hosts = 0;
            for (Site site : mesh.sites) {
                boolean host = site.hosting.hosted(room.id());
                hosts += host ? 1 : 0;
                assertThat(site.heard).hasSize(host ? 1 : 0);
            }
            assertThat(cost).as("frames, among " + hosts + " hosts").isLessThanOrEqualTo(hosts * (hosts - 1));
            assertThat(mesh.sites.stream().filter(site -> site.hosting.hosted(room.id())))
                    .hasSizeLessThan(5)
                    .hasSizeGreaterThan(2);
            Site outsider = mesh.sites.stream()
                    .filter(site -> !site.hosting.hosted(room.id()))
                    .findFirst()
                    .orElseThrow();
            assertThat(give(mesh, outsider, notice()))
                    .as("nor do they pass any on")
                    .isZero();
        }
    }
}
