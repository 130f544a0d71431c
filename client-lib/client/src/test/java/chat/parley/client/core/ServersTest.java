package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.store.MemoryClientStore;
import chat.parley.protocol.frame.ServerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ServersTest {
    private static final byte NO_JITTER = 0;
    private static final byte MOST_JITTER = (byte) 0xff;

    private final MemoryClientStore store = new MemoryClientStore();

    @Test
    void next_givenServers_inOrderOnceEach() {
        Servers servers = servers("ws://a", "ws://b", "ws://c");

        assertThat(round(servers, Optional.empty())).containsExactly("ws://a", "ws://b", "ws://c");
    }

    @Test
    void next_afterALoss_theOthersFirst_andTheLostOneLast() {
        Servers servers = servers("ws://a", "ws://b", "ws://c");
        servers.next(Optional.empty());
        servers.succeeded();

        assertThat(round(servers, Optional.of("ws://a"))).containsExactly("ws://b", "ws://c", "ws://a");
    }

    @Test
    void next_ofOneServer_isThatOne() {
        assertThat(servers("ws://a").next(Optional.of("ws://a"))).contains("ws://a");
    }

    @Test
    void next_afterSuccess_allAreFreshAgain() {
        Servers servers = servers("ws://a", "ws://b");
        round(servers, Optional.empty());
        servers.succeeded();

        assertThat(servers.next(Optional.empty())).contains("ws://a");
    }

    @Test
    void pause_doublesUpToItsLimit_andBeginsAnewAfterSuccess() {
        Servers servers = servers("ws://a");
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            pauses.add(servers.pause(NO_JITTER));
        }
        servers.succeeded();

        assertThat(pauses).containsExactly(200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
        assertThat(servers.pause(NO_JITTER)).isEqualTo(Servers.MIN_PAUSE_MILLIS);
    }

    @Test
    void pause_withJitter_isUpToTwiceAsLong() {
        assertThat(servers("ws://a").pause(MOST_JITTER)).isEqualTo(2 * Servers.MIN_PAUSE_MILLIS);
        assertThat(servers("ws://a").pause((byte) 0x80)).isBetween(300L, 302L);
    }

    @Test
    void pause_over_allAreTriedAgain() {
        Servers servers = servers("ws://a", "ws://b");
        round(servers, Optional.empty());
        servers.pause(NO_JITTER);

        assertThat(round(servers, Optional.empty())).containsExactly("ws://a", "ws://b");
    }

    @Test
    @DisplayName("The servers that one has told are used at the next start, when the first one is gone")
    void learned_isRememberedAcrossAStart() {
        servers("ws://a").learned(entries("ws://a", "ws://b", "ws://c"));
        store.commit();

        Servers next = new Servers(store.reopen(), List.of("ws://a"));

        assertThat(next.known()).containsExactly("ws://a", "ws://b", "ws://c");
        assertThat(round(next, Optional.empty())).containsExactly("ws://a", "ws://b", "ws://c");
    }

    @Test
    void learned_replacesWhatWasLearnedBefore_butNeverWhatWasGiven() {
        Servers servers = servers("ws://a");
        servers.learned(entries("ws://b", "ws://c"));
        servers.learned(entries("ws://c", "ws://d"));

        assertThat(servers.known()).containsExactly("ws://a", "ws://c", "ws://d");
    }

    @Test
    void learned_empty_changesNothing() {
        Servers servers = servers("ws://a");
        servers.learned(entries("ws://b"));
        servers.learned(List.of());

        assertThat(servers.known()).containsExactly("ws://a", "ws://b");
    }

    @Test
    @DisplayName("I9: a server cannot make a client remember without bound, nor other than WebSocket urls")
    void learned_isBounded() {
        Servers servers = servers("ws://a");
        List<ServerEntry> many = new ArrayList<>(entries("http://x", "file:///etc/passwd", "javascript:x"));
        for (int i = 0; i < 1000; i++) {
            many.addAll(entries("wss://host" + i));
        }
        servers.learned(many);

        assertThat(servers.known()).hasSize(1 + Servers.MAX_SERVERS).allMatch(url -> url.startsWith("ws"));
    }

    private Servers servers(String... given) {
        return new Servers(store, List.of(given));
    }

    private static List<ServerEntry> entries(String... urls) {
        List<ServerEntry> entries = new ArrayList<>();
        for (String url : urls) {
            entries.add(new ServerEntry("", url));
        }
        return entries;
    }

    /** All servers that are tried before a pause. */
    private static List<String> round(Servers servers, Optional<String> last) {
        List<String> tried = new ArrayList<>();
        Optional<String> now = last;
        for (Optional<String> next = servers.next(now); next.isPresent(); next = servers.next(now)) {
            tried.add(next.get());
            now = next;
        }
        return tried;
    }
}
