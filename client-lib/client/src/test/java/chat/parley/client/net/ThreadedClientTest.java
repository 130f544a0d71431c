package chat.parley.client.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.parley.client.ClientEvent;
import chat.parley.client.ClientException;
import chat.parley.client.ClientOptions;
import chat.parley.client.ParleyClient;
import chat.parley.client.ParleyClients;
import chat.parley.client.RoomRef;
import chat.parley.client.store.BreakableStore;
import chat.parley.client.store.ClientStore;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.fixture.TestKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadedClientTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path temporary;

    private final Crypto crypto = ParleyClients.crypto();
    private final Queue<ClientEvent> heard = new ConcurrentLinkedQueue<>();

    @Test
    @DisplayName(
            "design, section 4: a client whose store fails in what it was asked for stops, says so once, and stays so")
    void storeThatFails_inACall_stopsTheClient() {
        BreakableStore store = store();
        try (ParleyClient client = client(store)) {
            store.full = true;
            assertThatThrownBy(() -> client.join(RoomRef.open("lobby")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot be written");
            store.full = false;
            assertThatThrownBy(() -> client.join(RoomRef.open("lobby")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
            assertThat(problems()).containsExactly("CLIENT_STOPPED");
        }
        assertThat(problems()).containsExactly("CLIENT_STOPPED");
    }

    @Test
    @DisplayName("A client that has stopped by itself gives its folder back when it is closed: it can be started again")
    void client_thatHasStopped_closedAndOpenedAgain() {
        BreakableStore store = store();
        ParleyClient client = client(store);
        String before = client.me().user().toString();
        store.full = true;
        assertThatThrownBy(() -> client.join(RoomRef.open("lobby"))).isInstanceOf(IllegalStateException.class);
        await().atMost(SOON).until(() -> problems().contains("CLIENT_STOPPED"));
        assertThatThrownBy(this::store)
                .isInstanceOfSatisfying(
                        ClientException.class, e -> assertThat(e.code()).isEqualTo(ClientException.Code.IN_USE));

        client.close();
        client.close();

        try (ParleyClient again = ParleyClients.open(options(), heard::add)) {
            assertThat(again.me().user().toString()).isEqualTo(before);
            assertThat(again.rooms()).isEmpty();
        }
    }

    @Test
    @DisplayName("A listener that closes the client when it is told that it has stopped does not wait for itself")
    void client_closedByItsListener_isClosed() {
        BreakableStore store = store();
        ParleyClient[] client = new ParleyClient[1];
        client[0] = new ThreadedClient(crypto, TestKeys.STREAMS, store, options(), event -> {
            client[0].close();
            heard.add(event);
        });
        started(client[0]);
        store.full = true;
        assertThatThrownBy(() -> client[0].join(RoomRef.open("lobby"))).isInstanceOf(IllegalStateException.class);
        assertThat(problems()).containsExactly("CLIENT_STOPPED");
        store().close();
    }

    @Test
    @DisplayName("A client that cannot even start leaves the store to who has given it, and no thread behind")
    void client_thatCannotStart_leavesTheStore() {
        BreakableStore store = store();
        ClientOptions none = new ClientOptions(temporary.resolve("home"), "alice", null);
        assertThatThrownBy(() -> new ThreadedClient(crypto, TestKeys.STREAMS, store, none, heard::add))
                .isInstanceOf(IllegalStateException.class);
        await().atMost(SOON)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("parley-client")));
        store.close();
        store().close();
    }

    private BreakableStore store() {
        ClientStore store = ParleyClients.store(crypto, temporary.resolve("home"), Optional.empty());
        return new BreakableStore(store);
    }

    private ParleyClient client(BreakableStore store) {
        ParleyClient client = new ThreadedClient(crypto, TestKeys.STREAMS, store, options(), heard::add);
        started(client);
        return client;
    }

    /** Its first tick, which was in line before this question, is over: it commits from now on when it is asked for something. */
    private static void started(ParleyClient client) {
        client.me();
    }

    private ClientOptions options() {
        return new ClientOptions(temporary.resolve("home"), "alice", List.of());
    }

    private List<String> problems() {
        return heard.stream()
                .filter(ClientEvent.Problem.class::isInstance)
                .map(event -> ((ClientEvent.Problem) event).code())
                .toList();
    }
}
