package chat.parley.server.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.server.fixture.Keys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Links, Hosting: replicas")
class RendezvousTest {
    private final Rendezvous rendezvous = new Rendezvous(Keys.CRYPTO, 3);
    private final Random random = new Random(1);
    private final List<ServerId> servers = new ArrayList<>();
    private final List<LogId> logs = new ArrayList<>();

    RendezvousTest() {
        for (int i = 0; i < 20; i++) {
            servers.add(new ServerId(bytes()));
        }
        for (int i = 0; i < 2000; i++) {
            logs.add(new LogId(bytes()));
        }
    }

    private byte[] bytes() {
        byte[] bytes = new byte[ServerId.BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void choose_inWhateverOrder_threeAndTheSame() {
        List<ServerId> reversed = new ArrayList<>(servers);
        java.util.Collections.reverse(reversed);
        for (LogId log : logs) {
            List<ServerId> chosen = rendezvous.choose(servers, log);
            assertThat(chosen).hasSize(3).doesNotHaveDuplicates().isEqualTo(rendezvous.choose(reversed, log));
            for (ServerId each : servers) {
                assertThat(rendezvous.chooses(each, servers, log)).isEqualTo(chosen.contains(each));
            }
        }
        assertThat(rendezvous.choose(servers.subList(0, 2), logs.get(0))).isEqualTo(servers.subList(0, 2));
        assertThat(rendezvous.chooses(servers.get(0), servers.subList(0, 3), logs.get(0)))
                .isTrue();
    }

    @Test
    @DisplayName("The load is even: no server has a third more or less than its share of 2,000 logs")
    void choose_manyLogs_even() {
        Map<ServerId, Integer> load = new HashMap<>();
        logs.forEach(log -> rendezvous.choose(servers, log).forEach(each -> load.merge(each, 1, Integer::sum)));
        assertThat(load.values()).allMatch(count -> count > 200 && count < 400);
    }

    @Test
    @DisplayName("Who leaves is replaced by one other, and nothing else moves")
    void choose_oneServerLess_onlyItsLogsMove() {
        ServerId left = servers.get(7);
        List<ServerId> others = new ArrayList<>(servers);
        others.remove(left);
        for (LogId log : logs) {
            List<ServerId> before = new ArrayList<>(rendezvous.choose(servers, log));
            List<ServerId> after = rendezvous.choose(others, log);
            before.remove(left);
            assertThat(after).containsAll(before);
        }
    }

    @Test
    @DisplayName("Whether one is a replica is known without looking at all servers")
    void chooses_manyServers_cheap() {
        List<ServerId> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(new ServerId(bytes()));
        }
        long before = rendezvous.hashes();
        for (int i = 0; i < 200; i++) {
            rendezvous.chooses(many.get(i), many, logs.get(i));
        }
        assertThat((rendezvous.hashes() - before) / 200).isLessThan(60);
    }
}
