package chat.parley.server.link;

import static chat.parley.server.fixture.Keys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.frame.Announce;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Links, Spreading: one node's decisions")
class BroadcastTreeTest {
    private static final long LATE = BroadcastTree.PATIENCE_MILLIS;

    private final BroadcastTree tree = new BroadcastTree();
    private final List<ServerId> servers = Stream.generate(() -> new ServerId(CRYPTO.random(ServerId.BYTES)))
            .limit(3)
            .sorted()
            .toList();
    private final ServerId a = servers.get(0);
    private final ServerId b = servers.get(1);
    private final ServerId c = servers.get(2);
    private final EventId event = id();
    private final LogId log = new LogId(CRYPTO.random(LogId.BYTES));

    @BeforeEach
    void link() {
        servers.forEach(tree::linked);
    }

    private static EventId id() {
        return new EventId(CRYPTO.random(EventId.BYTES));
    }

    private static List<EventId> ids(int count) {
        List<EventId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(id());
        }
        return ids;
    }

    private List<List<EventId>> announcements(ServerId server) {
        return tree.announcements(server).stream().map(each -> each.get(log)).toList();
    }

    @Test
    void link_new_isEager() {
        assertThat(servers).allMatch(server -> tree.eager(server, log));
        assertThat(tree.eager(new ServerId(CRYPTO.random(ServerId.BYTES)), log)).isFalse();
        tree.pruned(a, log);
        tree.linked(a);
        assertThat(tree.eager(a, log)).isTrue();
    }

    @Test
    void received_duplicate_prunedAndToldOnceASecond() {
        assertThat(tree.received(a, log, false, 0)).isTrue();
        assertThat(tree.eager(a, log)).isFalse();
        assertThat(tree.received(a, log, false, 1)).isFalse();
        assertThat(tree.received(a, log, false, BroadcastTree.PRUNE_MILLIS)).isTrue();
        assertThat(tree.eager(b, log)).isTrue();
    }

    @Test
    void received_news_eagerAgain() {
        tree.pruned(a, log);
        assertThat(tree.eager(a, log)).isFalse();
        assertThat(tree.received(a, log, true, 0)).isFalse();
        assertThat(tree.eager(a, log)).isTrue();
        tree.pruned(a, log);
        tree.grafted(a, log);
        assertThat(tree.eager(a, log)).isTrue();
    }

    @Test
    void announced_comesInTime_notAskedFor() {
        tree.announced(a, log, List.of(event), List.of(event), 0);
        assertThat(tree.grafts(LATE - 1)).isEmpty();
        tree.arrived(event);
        assertThat(tree.grafts(LATE)).isEmpty();
        assertThat(tree.awaited()).isZero();
    }

    @Test
    @DisplayName("What does not come is asked of one after the other who announced it, and in the end of nobody")
    void announced_neverComes_askedInTurn() {
        tree.pruned(a, log);
        tree.pruned(b, log);
        tree.announced(a, log, List.of(event), List.of(event), 0);
        tree.announced(b, log, List.of(event), List.of(event), 1);
        tree.announced(b, log, List.of(event), List.of(event), 2);
        assertThat(tree.grafts(LATE)).containsOnlyKeys(a).containsEntry(a, Map.of(log, List.of(event)));
        assertThat(tree.eager(a, log)).isTrue();
        assertThat(tree.eager(b, log)).isFalse();
        assertThat(tree.grafts(LATE + 1)).isEmpty();
        assertThat(tree.grafts(2 * LATE)).containsOnlyKeys(b);
        assertThat(tree.eager(b, log)).isTrue();
        int asked = 2;
        for (int i = 3; i < 20; i++) {
            asked += tree.grafts(i * LATE).size();
        }
        assertThat(asked).isEqualTo(2 * BroadcastTree.MAX_ASKED);
        assertThat(tree.awaited()).isZero();
    }

    @Test
    @DisplayName("I9: who announces without end what does not exist fills its own share, and is asked in portions")
    void announced_garbage_bounded() {
        for (int i = 0; i < 10; i++) {
            List<EventId> garbage = ids(Announce.MAX_IDS);
            tree.announced(a, log, garbage, garbage, 0);
        }
        assertThat(tree.awaited()).isEqualTo(BroadcastTree.MAX_AWAITED);
        tree.announced(b, log, List.of(event), List.of(event), 0);
        assertThat(tree.grafts(LATE).get(b).get(log)).containsExactly(event);
        assertThat(tree.grafts(LATE).get(a).get(log)).hasSize(BroadcastTree.MAX_GRAFTED);
        tree.unlinked(a);
        assertThat(tree.awaited()).isEqualTo(1);
        // Its share is free again when it has had its chances.
        tree.linked(a);
        tree.announced(a, log, List.of(id()), List.of(id()), 0);
        assertThat(tree.awaited()).isEqualTo(2);
    }

    @Test
    void announce_lazyLink_inPortionsAndNotWhatTheOtherHas() {
        List<EventId> ids = ids(Announce.MAX_IDS + 2);
        ids.forEach(id -> tree.announce(a, log, id));
        tree.announced(a, log, ids.subList(0, 1), List.of(), 0);
        List<List<EventId>> portions = announcements(a);
        assertThat(portions).extracting(List::size).containsExactly(Announce.MAX_IDS, 1);
        assertThat(portions.get(0)).isEqualTo(ids.subList(1, Announce.MAX_IDS + 1));
        assertThat(tree.announcements(a)).isEmpty();
        assertThat(tree.announcements(b)).isEmpty();
    }

    @Test
    @DisplayName("I9: what waits to be announced is bounded, the newest kept")
    void announce_withoutEnd_bounded() {
        List<EventId> ids = ids(BroadcastTree.MAX_UNANNOUNCED + 5);
        ids.forEach(id -> tree.announce(a, log, id));
        List<EventId> told = announcements(a).stream().flatMap(List::stream).toList();
        assertThat(told).isEqualTo(ids.subList(5, ids.size()));
    }

    @Test
    @DisplayName("Who loses the last eager link grafts that to the smallest server at once")
    void unlinked_lastEager_smallestGrafted() {
        tree.pruned(a, log);
        tree.pruned(b, log);
        assertThat(tree.left(log, servers)).as("c is eager").isEmpty();
        tree.unlinked(c);
        assertThat(tree.left(log, List.of(a, b))).contains(a);
        assertThat(tree.eager(a, log)).isTrue();
        assertThat(tree.left(log, List.of(a, b))).isEmpty();
        assertThat(tree.left(log, List.of())).isEmpty();
    }

    @Test
    @DisplayName("Each log has its own tree: a link that is lazy for one is eager for the others")
    void pruned_oneLog_othersStayEager() {
        LogId other = new LogId(CRYPTO.random(LogId.BYTES));
        tree.pruned(a, log);
        assertThat(tree.received(b, other, false, 0)).isTrue();
        assertThat(tree.eager(a, log)).isFalse();
        assertThat(tree.eager(a, other)).isTrue();
        assertThat(tree.eager(b, log)).isTrue();
        assertThat(tree.eager(b, other)).isFalse();
    }

    @Test
    @DisplayName("I9: only so many lazy logs are remembered of a link; the longest unused is eager again")
    void pruned_withoutEnd_bounded() {
        tree.pruned(a, log);
        for (int i = 0; i < BroadcastTree.MAX_LAZY; i++) {
            tree.pruned(a, new LogId(CRYPTO.random(LogId.BYTES)));
        }
        assertThat(tree.eager(a, log)).isTrue();
    }

    @Test
    void unlinked_announcer_theOthersAreAsked() {
        tree.announced(a, log, List.of(event), List.of(event), 0);
        tree.announced(b, log, List.of(event), List.of(event), 0);
        tree.unlinked(a);
        assertThat(tree.grafts(LATE)).containsOnlyKeys(b);
    }
}
