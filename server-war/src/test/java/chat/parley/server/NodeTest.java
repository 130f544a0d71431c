package chat.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Post;
import chat.parley.server.cluster.IdentityFolder;
import chat.parley.server.cluster.LonelyRegistry;
import chat.parley.server.fixture.FakeConnection;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Keys;
import chat.parley.server.fixture.Postgres;
import chat.parley.server.ops.CannotStart;
import chat.parley.server.ops.SettingReader;
import chat.parley.server.ops.Settings;
import chat.parley.server.ops.SodiumLoader;
import chat.parley.server.ops.Surroundings;
import chat.parley.server.socket.CloseCodes;
import chat.parley.server.socket.WireText;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    @DisplayName("Going away: when the node says it is stopping, each client has been told where to go")
    void stopping_openSession_byeIsOnItsWay() throws Exception {
        try (Node node = node(Map.of())) {
            node.start();
            FakeConnection connection = new FakeConnection();
            node.sessions().opened(connection);
            enter(node, connection);
            node.stopping();
            connection.close(CloseCodes.GOING_AWAY, "server stops");
            assertThat(connection.offered.get(connection.offered.size() - 1)).contains("\"bye\"");
        }
    }

    @Test
    @DisplayName("I11: while a session cannot be served, as its events wait and the database cannot be read, the node's"
            + " rounds go on, and so they do after it")
    void tick_oneSessionFails_restGoesOn() throws Exception {
        try (Node node = node(Map.of(Settings.AUTHOR_EVENTS, "1", Settings.AUTHOR_BURST, "1"))) {
            node.start();
            FakeConnection waiting = new FakeConnection();
            node.sessions().opened(waiting);
            enter(node, waiting);
            List<Event> events = new ArrayList<>(new Human("alice").events());
            for (int i = 0; i < 5; i++) {
                events.addAll(new Human("h" + i).events());
            }
            try (FrameCodec frames = new FrameCodec()) {
                node.sessions().text(waiting, frames.write(new Post(FrameCodec.texts(events))));
            }
            await().atMost(SOON).until(() -> stored(waiting) >= 1);
            rename("event", "gone");
            FakeConnection second = new FakeConnection();
            node.sessions().opened(second);
            enter(node, second);
            await().atMost(SOON).until(() -> "2".equals(node.details().get("sessions")));
            rename("gone", "event");
            await().atMost(SOON).until(() -> stored(waiting) >= 3);
        }
    }

    private static long stored(FakeConnection connection) {
        return List.copyOf(connection.offered).stream()
                .filter(text -> text.contains("\"stored\""))
                .count();
    }

    private void rename(String from, String to) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("parley.db"));
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            statement.execute("ALTER TABLE " + from + " RENAME TO " + to);
        }
    }

    @Test
    @DisplayName("A frame that comes after the end of a conversation changes nothing")
    void text_afterRefusal_ignored() throws Exception {
        try (Node node = node(Map.of())) {
            node.start();
            FakeConnection connection = new FakeConnection();
            node.sessions().opened(connection);
            node.sessions().text(connection, "{\"type\":\"nonsense\"}");
            assertThat(connection.closeCode()).isEqualTo(CloseCodes.REFUSED);
            int told = connection.offered.size();
            node.sessions().text(connection, "{\"type\":\"ping\",\"number\":1}");
            node.sessions().text(connection, "{\"type\":\"post\",\"events\":[null]}");
            node.sessions().closed(connection);
            node.sessions().closed(connection);
            node.stopping();
            assertThat(connection.offered).hasSizeLessThanOrEqualTo(told + 1);
        }
    }

    @Test
    @DisplayName(
            "A node that runs has no trouble and says until when its certificate is good; one whose thread does nothing"
                    + " for ten seconds says so")
    void trouble_threadStuck_isTold() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        try (Node node = node(Map.of())) {
            node.start();
            domain(node);
            assertThat(node.trouble()).isEmpty();
            assertThat(Instant.parse(node.details().get("certificateUntil"))).isAfter(Instant.now());
            FakeConnection holding = new FakeConnection() {
                @Override
                public boolean offer(WireText text) {
                    boolean told = super.offer(text);
                    try {
                        stuck.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return told;
                }
            };
            node.sessions().opened(holding);
            try {
                await().atMost(SOON)
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> node.trouble().isPresent());
                assertThat(node.trouble().get()).contains("nothing for 1");
            } finally {
                stuck.countDown();
            }
            await().atMost(SOON).until(() -> node.trouble().isEmpty());
        }
    }

    @Test
    void start_otherDomainThanPinned_oneLine() throws Exception {
        String domain;
        try (Node node = node(Map.of())) {
            node.start();
            domain = domain(node);
        }
        node(Map.of(Settings.DOMAIN, domain)).close();
        String other = Base64.getUrlEncoder().withoutPadding().encodeToString(Keys.CRYPTO.random(32));
        assertThat(refusal(Map.of(Settings.DOMAIN, other)))
                .contains(domain)
                .contains(other)
                .contains(Settings.DOMAIN);
        assertThat(refusal(Map.of(Settings.DOMAIN, "nonsense"))).contains(Settings.DOMAIN);
    }

    @Test
    void start_dataOfAnotherDomain_oneLine() throws Exception {
        node(Map.of()).close();
        Files.delete(folder.resolve(IdentityFolder.DOMAIN_KEY));
        assertThat(refusal(Map.of())).contains("belongs to domain");
    }

    @Test
    void start_damagedDatabaseOrKey_oneLine() throws Exception {
        node(Map.of()).close();
        Files.writeString(folder.resolve("parley.db"), "nonsense".repeat(1000));
        assertThat(refusal(Map.of())).contains("database");
        Files.writeString(folder.resolve(IdentityFolder.SERVER_KEY), "nonsense");
        assertThat(refusal(Map.of())).contains(IdentityFolder.SERVER_KEY);
    }

    @Test
    @DisplayName("A node on PostgreSQL starts, and keeps a second one out of its schema")
    void start_onPostgres_aloneInItsSchema() throws Exception {
        Postgres.orSkip();
        String schema = Postgres.newSchema();
        Map<String, String> keys = Map.of(
                Settings.STORE_URL, Postgres.url(),
                Settings.STORE_USER, Postgres.user(),
                Settings.STORE_PASSWORD, Postgres.password(),
                Settings.STORE_SCHEMA, schema);
        try (Node node = node(keys)) {
            node.start();
            assertThat(domain(node)).isNotEmpty();
            assertThat(node.storeFailure()).isEmpty();
            assertThat(refusal(keys)).contains("another node").contains(Settings.STORE_SCHEMA);
        }
        Postgres.drop(schema);
    }

    private static String domain(Node node) {
        await().atMost(SOON).until(() -> !node.details().isEmpty());
        return node.details().get("domain");
    }

    private static void enter(Node node, FakeConnection connection) throws Exception {
        await().atMost(SOON).until(() -> !connection.offered.isEmpty());
        node.sessions().text(connection, new ClientAnswer(connection.offered.get(0)).hello());
        await().atMost(SOON).until(() -> connection.offered.size() >= 2);
        assertThat(connection.offered.get(1)).contains("\"welcome\"");
    }

    private String refusal(Map<String, String> keys) {
        CannotStart refused = catchThrowableOfType(CannotStart.class, () -> node(keys));
        assertThat(refused).isNotNull();
        assertThat(refused.line()).hasLineCount(1).startsWith("parley: cannot start: ");
        return refused.line();
    }

    private Node node(Map<String, String> keys) throws CannotStart {
        Map<String, String> all = new HashMap<>(keys);
        all.put(Settings.DATA, folder.toString());
        Settings settings = Settings.read(new SettingReader(key -> Optional.ofNullable(all.get(key))));
        return new Node(new Surroundings(
                settings,
                URI.create("ws://here:1/parley"),
                new LonelyRegistry(),
                null,
                new SodiumLoader().load(),
                timer));
    }
}
