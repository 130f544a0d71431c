package chat.parley.range;

import static chat.parley.nodes.Talker.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles.Outgoing;
import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Stranger;
import chat.parley.nodes.Talker;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.AccountAsk;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.rules.OpenRoom;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * More than there should be: bytes, connections, files. All of it comes from this host, in numbers with a bound, and ends
 * with the test. Somebody talks on the same node all the while and must not notice.
 */
@ExtendWith(TwoNodes.class)
class FloodIT {
    /** Another address of this host than everybody else's. */
    private static final String FLOODER = "127.0.0.2";

    private static final int PER_ADDRESS = 256;
    private static final int CONNECTIONS = PER_ADDRESS + 20;

    /** A long frame that is not too long: so many of them are more than the memory of a node of the tests. */
    private static final int HALF_BYTES = 2_000_000;

    /** More than Payara has threads for requests, unless configured. */
    private static final int SLOW = 60;

    /** Connections that ask at the same time, and how often each at most. */
    private static final int ASKING = 20;

    private static final int QUESTIONS = 100_000;

    /** What a session or a request may take while the node is attacked. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final RoomRef.Open ROOM = RoomRef.open("undisturbed-by-floods");
    private static int count;

    @TempDir
    private Path people;

    private final List<RawSocket> flood = new ArrayList<>();
    private Talker alice;
    private Talker bob;
    private URI session;

    @BeforeEach
    void talk(Pair pair) {
        session = pair.a().session();
        alice = Talker.in(ROOM, people.resolve("alice"), "alice", pair.a().url());
        bob = Talker.in(ROOM, people.resolve("bob"), "bob", pair.a().url());
        Eventually.within(SOON, () -> assertThat(alice.members(ROOM)).contains("bob"));
    }

    @AfterEach
    void talkedUndisturbed() {
        flood.forEach(RawSocket::close);
        try (Talker first = alice;
                Talker second = bob) {
            for (Talker each : List.of(first, second)) {
                each.assertUntroubled();
                each.assertConnected();
            }
        }
    }

    @Test
    @DisplayName(
            "A54: a frame that says to be 4 GiB, or longer than numbers go, ends its connection before it has come")
    void frame_ofGigabytes_endsItsConnection() throws Exception {
        for (long length : new long[] {1L << 32, Long.MAX_VALUE, -1, 1L << 31}) {
            RawSocket socket = RawSocket.open(session, FLOODER);
            flood.add(socket);
            assertThat(socket.next()).contains("challenge");
            socket.bytes(RawSocket.header(length));
            socket.bytes(new byte[1024]);
            String answer = socket.next();
            assertThat(answer).as("answer to a frame of %d bytes", length).matches("gone|closed (1003|1009|1011) .*");
            assertConversation();
        }
    }

    @Test
    @DisplayName("A54: long frames that are begun and not ended, as many as one address may, do not use up the memory")
    void frames_halfSent_doNotFillTheMemory() throws Exception {
        byte[] half = new byte[HALF_BYTES];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < PER_ADDRESS - 10; i++) {
                RawSocket socket = RawSocket.open(session, FLOODER);
                flood.add(socket);
                try {
                    socket.bytes(RawSocket.header(HALF_BYTES + 1));
                    socket.bytes(half);
                } catch (IOException e) {
                    // The node hung up: so it should.
                }
            }
            assertConversation();
            flood.forEach(RawSocket::close);
            flood.clear();
        }
        // What they took was given back.
        Eventually.within(SOON, () -> {
            try (RawSocket honest = RawSocket.open(session, FLOODER)) {
                assertThat(honest.next()).contains("\"challenge\"");
                honest.text(" ".repeat(HALF_BYTES));
                assertThat(honest.next()).contains("\"BAD_FRAME\"");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    @DisplayName("A54: a message in fragments without end is cut off at the limit of a frame")
    void message_inEndlessFragments_isCutOff() throws Exception {
        RawSocket socket = RawSocket.open(session, FLOODER);
        flood.add(socket);
        assertThat(socket.next()).contains("challenge");
        byte[] part = new byte[64 * 1024];
        int sent = 0;
        try {
            // Opcode text without FIN, then continuations without FIN.
            for (int i = 0; i < 200; i++) {
                byte[] head = RawSocket.header(part.length);
                head[0] = (byte) (i == 0 ? 0x01 : 0x00);
                socket.bytes(head);
                socket.bytes(part);
                sent += part.length;
            }
            assertThat(socket.next()).matches("gone|closed (1003|1009|1011) .*");
        } catch (IOException e) {
            assertThat(sent).as("bytes taken before the node hung up").isLessThan(200 * part.length);
        }
        assertConversation();
    }

    @Test
    @DisplayName(
            "A54: connections from one address are bounded, others come in all the while, and places are given back")
    void connections_fromOneAddress_areBounded() throws Exception {
        int greeted = 0;
        int refused = 0;
        for (int i = 0; i < CONNECTIONS; i++) {
            flood.add(RawSocket.open(session, FLOODER));
        }
        for (RawSocket socket : flood) {
            String answer = socket.next();
            greeted += answer.contains("\"challenge\"") ? 1 : 0;
            refused += answer.contains("\"TOO_MANY\"") ? 1 : 0;
        }
        // Those who say no hello are cut off after a while and may have made room for some.
        assertThat(greeted).isGreaterThanOrEqualTo(PER_ADDRESS);
        assertThat(refused).as("refused").isPositive();
        assertConversation();
        flood.forEach(RawSocket::close);
        Eventually.within(SOON, () -> {
            try (RawSocket again = RawSocket.open(session, FLOODER)) {
                assertThat(again.next()).contains("\"challenge\"");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    @DisplayName("A54: handshakes, frames and requests that come byte by byte keep nobody waiting")
    void senders_byteByByte_keepNobodyWaiting(Pair pair) throws Exception {
        byte[] handshake = RawSocket.handshake(session, "").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < SLOW; i++) {
            RawSocket socket = new RawSocket(session, FLOODER);
            flood.add(socket);
            socket.bytes(new byte[] {handshake[0], handshake[1], handshake[2]});
        }
        for (int i = 0; i < SLOW; i++) {
            RawSocket socket = RawSocket.open(session, FLOODER);
            flood.add(socket);
            socket.bytes(new byte[] {RawSocket.header(1000)[0]});
        }
        for (int round = 3; round < 10; round++) {
            for (int i = 0; i < SLOW; i++) {
                flood.get(i).bytes(new byte[] {handshake[round]});
            }
            long start = System.nanoTime();
            assertConversation();
            assertThat(pair.a().health().ready().getString("status")).isEqualTo("UP");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
        }
    }

    @Test
    @DisplayName("A54: questions without end, about accounts before the hello or about ranges after it, from several"
            + " connections, put nobody off and end their connections")
    void questions_withoutEnd_putNobodyOff() throws Exception {
        LogId log = OpenRoom.id(TestKeys.CRYPTO, "parley", ROOM.name());
        String ask = Stranger.FRAMES.write(new AccountAsk("nobody"));
        String compare = Stranger.FRAMES.write(new Compare(log.toString(), true, List.of()));
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < ASKING; i++) {
            RawSocket socket = RawSocket.open(session, FLOODER);
            flood.add(socket);
            Challenge challenge = (Challenge) Stranger.FRAMES.read(socket.next());
            boolean welcome = i % 2 == 0;
            if (welcome) {
                socket.text(Stranger.FRAMES.write(Stranger.answer(challenge, new TestPerson("flooder-" + i))));
            }
            senders.add(new Thread(() -> {
                try {
                    for (int sent = 0; sent < QUESTIONS; sent++) {
                        socket.text(welcome ? compare : ask);
                    }
                } catch (IOException e) {
                    // The node hung up: so it should.
                }
            }));
        }
        senders.forEach(Thread::start);
        for (int round = 0; round < 5; round++) {
            assertConversation();
        }
        for (Thread each : senders) {
            each.join();
        }
        for (RawSocket each : flood) {
            String answer = each.next();
            while (!answer.startsWith("closed") && !answer.equals("gone")) {
                answer = each.next();
            }
        }
    }

    @Test
    @DisplayName(
            "A54, A62: clients behind the operator's proxy are told apart by where it says they are; whoever is no proxy is"
                    + " not believed")
    void connections_throughAProxy_areToldApart() throws Exception {
        int greeted = 0;
        for (int i = 0; i < CONNECTIONS; i++) {
            greeted += forwarded(Pair.PROXY, "198.51.100." + i % 200).contains("\"challenge\"") ? 1 : 0;
        }
        assertThat(greeted).as("greeted through the proxy").isEqualTo(CONNECTIONS);
        int refused = 0;
        for (int i = 0; i < CONNECTIONS; i++) {
            refused += forwarded(FLOODER, "198.51.100." + i % 200).contains("\"TOO_MANY\"") ? 1 : 0;
        }
        assertThat(refused).as("refused of those who only say so").isPositive();
        assertConversation();
    }

    private String forwarded(String from, String origin) throws IOException {
        RawSocket socket = new RawSocket(session, from);
        flood.add(socket);
        socket.bytes(RawSocket.handshake(session, "X-Forwarded-For: 192.0.2.1, " + origin + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.head()).startsWith("HTTP/1.1 101");
        return socket.next();
    }

    @Test
    @DisplayName("A53: offers of files without end fetch nothing and fill no disk: what one may keep is bounded, others"
            + " still send")
    void offers_withoutEnd_fillNothing(Pair pair) throws Exception {
        Path inbox = Files.createDirectory(people.resolve("inbox"));
        int most = (int) (Pair.USER_BYTES / 100_000) + 5;
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            numbers.add(alice.client().files().send(ROOM, noise("offer-" + i)));
        }
        Eventually.within(
                SOON,
                () -> assertThat(alice.all(ClientEvent.FileFailed.class))
                        .extracting(ClientEvent.FileFailed::code)
                        .contains("QUOTA"));
        long number = bob.client().files().send(ROOM, noise("of another person"));
        Eventually.within(
                SOON,
                () -> assertThat(bob.all(ClientEvent.Stored.class))
                        .extracting(ClientEvent.Stored::number)
                        .contains(number));
        assertThat(sealed(pair.a(), "data-a")).as("bytes of files at the node").isLessThan(3 * Pair.USER_BYTES);
        Eventually.within(
                SOON, () -> assertThat(bob.client().files().list(ROOM, 100)).hasSizeGreaterThan(5));
        try (Stream<Path> saved = Files.list(inbox)) {
            assertThat(saved).isEmpty();
        }
        try (Stream<Path> kept = Files.walk(people.resolve("bob"))) {
            assertThat(kept.filter(Files::isRegularFile)
                            .filter(file -> file.toString().contains("offer")))
                    .isEmpty();
        }
        assertThat(bob.all(ClientEvent.FileProgress.class))
                .extracting(ClientEvent.FileProgress::outgoing)
                .as("only what bob sends himself moves")
                .doesNotContain(false);
    }

    private static Outgoing noise(String name) {
        byte[] bytes = new byte[100_000];
        new Random(name.hashCode()).nextBytes(bytes);
        return new Outgoing(name, "application/octet-stream", () -> new ByteArrayInputStream(bytes));
    }

    private static long sealed(NodeProcess node, String data) throws IOException {
        try (Stream<Path> files = Files.walk(node.folder().resolveSibling(data).resolve("blobs"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** A newcomer is answered, and what Alice says comes to Bob. */
    private void assertConversation() throws Exception {
        count++;
        try (Stranger newcomer = Stranger.welcomed(session, new TestPerson("newcomer"))) {
            assertThat(newcomer.seen()).isEmpty();
        }
        alice.say(ROOM, "meanwhile " + count);
        Eventually.within(PATIENCE, () -> assertThat(bob.texts(ROOM)).contains("meanwhile " + count));
    }
}
