package chat.parley.protocol.rules;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL.md, Control")
class ControlGraphTest {
    private static final EventId GENESIS = new EventId(TestKeys.seed("genesis"));

    private final ControlGraph<Set<EventId>> graph = new ControlGraph<>(Collections.emptySet(), (before, nodes) -> {
        Set<EventId> after = new TreeSet<>(before);
        nodes.forEach(node -> assertThat(after.add(node.id())).isTrue());
        return after;
    });
    private final Map<EventId, Set<EventId>> ancestors = new HashMap<>(Map.of(GENESIS, Set.of()));
    private final Map<EventId, Long> lamports = new HashMap<>(Map.of(GENESIS, 0L));
    private final List<EventId> ids = new ArrayList<>(List.of(GENESIS));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    @DisplayName("The maximal control events and the state are those of a brute-force oracle on random graphs")
    void graph_random_agreesWithTheOracle(long seed) {
        Random random = new Random(seed);
        int width = 1 + random.nextInt(12);
        for (int i = 0; i < 120; i++) {
            Set<EventId> union = new TreeSet<>();
            for (int p = random.nextInt(4); p >= 0; p--) {
                int back = random.nextInt(10) == 0 ? ids.size() : Math.min(width, ids.size());
                union.add(ids.get(ids.size() - 1 - random.nextInt(back)));
            }
            List<EventId> maximal = graph.maximal(union);
            assertThat(maximal).isEqualTo(oracle(union));
            Set<EventId> before = closure(union);
            Set<EventId> events = new HashSet<>(before);
            events.remove(GENESIS);
            assertThat(graph.stateAt(maximal)).isEqualTo(events);
            add("node " + i, maximal, before, random.nextInt(3));
        }
    }

    /** A node; between control events there may be others, which drive lamport up. */
    private void add(String name, List<EventId> control, Set<EventId> before, int gap) {
        EventId id = new EventId(TestKeys.seed(name));
        long lamport = 1 + gap;
        for (EventId each : control) {
            lamport = Math.max(lamport, lamports.get(each) + 1 + gap);
        }
        ControlNode.Author author =
                new ControlNode.Author(new UserId(TestKeys.seed("u")), new DeviceId(TestKeys.seed("d")));
        graph.add(new ControlNode(id, lamport, author, control, new Act.Leave()));
        ancestors.put(id, before);
        lamports.put(id, lamport);
        ids.add(id);
    }

    private Set<EventId> closure(Set<EventId> union) {
        Set<EventId> all = new HashSet<>(union);
        union.forEach(id -> all.addAll(ancestors.get(id)));
        return all;
    }

    private List<EventId> oracle(Set<EventId> union) {
        List<EventId> left = new ArrayList<>();
        for (EventId id : union) {
            if (union.stream().noneMatch(other -> ancestors.get(other).contains(id))) {
                left.add(id);
            }
        }
        return left;
    }
}
