package chat.parley.server.link;

import static chat.parley.server.fixture.Keys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.crypto.SigningKey;
import chat.parley.server.cluster.ServerIdentity;
import chat.parley.server.fixture.FakeClock;
import chat.parley.server.fixture.FakePeer;
import chat.parley.server.fixture.TestNode;
import chat.parley.server.peer.Conversation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkDialerTest {
    private static final String PEER = "ws://peer:1/parley";

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final SigningKey domain = CRYPTO.newSigningKey();
    private final List<String> dialled = new ArrayList<>();
    private TestNode node;

    @BeforeEach
    void start() {
        node = new TestNode(folder, TestNode.identity(domain, "ws://self:1/parley", clock), clock);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private LinkDialer dialer(String... peers) {
        return new LinkDialer(
                node.identity,
                node.links,
                node.roster,
                List.of(peers).stream().map(URI::create).toList(),
                clock);
    }

    @Test
    @DisplayName("A dial that takes long is not repeated meanwhile")
    void tick_dialUnderWay_noSecondDial() {
        LinkDialer dialer = dialer(PEER);
        for (int i = 0; i < 60; i++) {
            dialer.tick(dialled::add);
            clock.pass(Duration.ofSeconds(1));
        }
        assertThat(dialled).hasSize(1);
        dialer.dialled(PEER);
        dialer.tick(dialled::add);
        assertThat(dialled).hasSize(2);
    }

    @Test
    @DisplayName("Who connects and refuses is tried less and less often, as who does not answer is")
    void tick_refusedAgainAndAgain_pauseGrows() {
        LinkDialer dialer = dialer(PEER);
        for (int second = 0; second < 120; second++) {
            int before = dialled.size();
            dialer.tick(dialled::add);
            if (dialled.size() > before) {
                // The connection comes about, is open at the next tick, and is refused then.
                FakePeer peer = new FakePeer(node.frames, "peer");
                Conversation conversation = node.links.dialling(peer, PEER);
                dialer.dialled(PEER);
                clock.pass(Duration.ofMillis(500));
                dialer.tick(dialled::add);
                clock.pass(Duration.ofMillis(500));
                conversation.closed();
            } else {
                clock.pass(Duration.ofSeconds(1));
            }
        }
        assertThat(dialled).hasSizeBetween(8, 14);
    }

    @Test
    void tick_serversOfTheRegistry_onlyLargerIdsAndNeverOneself() {
        List<ServerIdentity> others = new ArrayList<>();
        Map<String, String> entries = new HashMap<>();
        entries.put("self", node.identity.certificate().write());
        entries.put(
                "stranger",
                TestNode.identity(CRYPTO.newSigningKey(), "ws://x:1/x", clock)
                        .certificate()
                        .write());
        entries.put("nonsense", "{\"domain\":");
        for (int i = 0; i < 10; i++) {
            ServerIdentity each = TestNode.identity(domain, "ws://o" + i + ":1/parley", clock);
            others.add(each);
            entries.put("o" + i, each.certificate().write());
        }
        node.roster.announced(entries);
        dialer("ws://self:1/parley").tick(dialled::add);
        assertThat(dialled)
                .containsExactlyInAnyOrderElementsOf(others.stream()
                        .filter(each -> node.identity.id().compareTo(each.id()) < 0)
                        .map(each -> each.certificate().url())
                        .toList());
    }
}
