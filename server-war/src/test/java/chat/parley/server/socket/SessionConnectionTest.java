package chat.parley.server.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SessionConnectionTest {
    /** Longer than whatever is waited for: what was not written by then would be dropped. */
    private static final Duration FLUSH = Duration.ofSeconds(60);

    private static final Duration SHORT_FLUSH = Duration.ofMillis(300);
    private static final int FRAMES = 100;
    private static final long BYTES = 10_000;

    private final SocketThreads threads = new SocketThreads();
    private final FakeSession peer = new FakeSession();
    private final OutgoingBudget budget = new OutgoingBudget(1_000_000);
    private final SessionConnection connection = connection(new SocketLimits(FRAMES, BYTES, 1_000, FLUSH));

    @AfterEach
    void stop() {
        threads.close();
    }

    @Test
    void texts_offeredByOneThread_leaveInOrder() throws Exception {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            String text = Integer.toString(i);
            texts.add(text);
            while (connection.backlog() >= FRAMES) {
                Thread.onSpinWait();
            }
            assertThat(connection.offer(new WireText(text))).isTrue();
        }
        connection.close(1000, "");
        peer.closed().get(20, TimeUnit.SECONDS);
        assertThat(peer.written()).isEqualTo(texts);
    }

    @Test
    void texts_offeredByMany_leaveInEachOnesOrder() throws Exception {
        SessionConnection wide = connection(new SocketLimits(100_000, 10_000_000, 1_000, FLUSH));
        int writers = 8;
        int each = 2_000;
        CountDownLatch done = new CountDownLatch(writers);
        for (int w = 0; w < writers; w++) {
            String name = w + ":";
            new Thread(() -> {
                        for (int i = 0; i < each; i++) {
                            wide.offer(new WireText(name + i));
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        wide.close(1000, "");
        peer.closed().get(20, TimeUnit.SECONDS);

        List<String> written = peer.written();
        assertThat(written).hasSize(writers * each);
        for (int w = 0; w < writers; w++) {
            String name = w + ":";
            List<String> own =
                    written.stream().filter(text -> text.startsWith(name)).toList();
            List<String> wanted = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                wanted.add(name + i);
            }
            assertThat(own).isEqualTo(wanted);
        }
    }

    @Test
    void slowReader_overTheNumber_isCutOff() throws Exception {
        SessionConnection connection = connection(new SocketLimits(FRAMES, BYTES, 1_000, SHORT_FLUSH));
        peer.stall();
        int accepted = 0;
        while (accepted < 10 * FRAMES && connection.offer(new WireText("x"))) {
            accepted++;
        }
        assertThat(accepted).isBetween(FRAMES, FRAMES + SessionConnection.WINDOW);
        assertThat(connection.isOpen()).isFalse();
        assertThat(connection.backlog()).isZero();
        assertThat(code(peer.closed().get(20, TimeUnit.SECONDS))).isEqualTo(CloseCodes.TOO_SLOW);
    }

    @Test
    void slowReader_overTheBytes_isCutOff() {
        peer.stall();
        String text = "x".repeat(1_000);
        int accepted = 0;
        while (accepted < FRAMES && connection.offer(new WireText(text))) {
            accepted++;
        }
        assertThat(accepted).isBetween(10, 10 + SessionConnection.WINDOW);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    @DisplayName(
            "I9: what waits for all readers together is bounded: when it is too much a slow one is cut off sooner, and"
                    + " gives back what it held; a text that waits for many counts once")
    void slowReaders_manyTogether_bounded() {
        SocketLimits wide = new SocketLimits(100_000, 10_000_000, 1_000, FLUSH);
        List<SessionConnection> slow = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            FakeSession stalled = new FakeSession();
            stalled.stall();
            slow.add(new SessionConnection(
                    stalled.session(), new StandardWriter(stalled.session()), "192.0.2.2", wide, threads, budget));
        }
        String text = "x".repeat(10_000);
        for (int k = 0; k < 50 + SessionConnection.WINDOW; k++) {
            WireText shared = new WireText(text);
            slow.forEach(each -> each.offer(shared));
        }
        assertThat(slow).allMatch(SessionConnection::isOpen);
        assertThat(budget.held()).isBetween(300_000L, 900_000L);

        for (int k = 0; k < 1000; k++) {
            for (SessionConnection each : slow) {
                each.offer(new WireText(text));
                assertThat(budget.held()).isLessThan(1_100_000);
            }
        }
        assertThat(slow).anyMatch(each -> !each.isOpen());
        slow.forEach(SessionConnection::ended);
        assertThat(budget.held()).isZero();
    }

    @Test
    void slowReader_readingAgainInTime_isToldWhy() throws Exception {
        peer.stall();
        connection.offer(new WireText("x"));
        while (peer.written().isEmpty()) {
            Thread.onSpinWait();
        }
        while (connection.offer(new WireText("x"))) {
            Thread.onSpinWait();
        }
        assertThat(peer.closed()).isNotDone();
        peer.read();
        assertThat(code(peer.closed().get(20, TimeUnit.SECONDS))).isEqualTo(CloseCodes.TOO_SLOW);
    }

    @Test
    void stalledReaders_moreThanThreads_doNotHoldUpOthers() throws Exception {
        for (int i = 0; i < 50; i++) {
            FakeSession stalled = new FakeSession();
            stalled.stall();
            SessionConnection other = new SessionConnection(
                    stalled.session(),
                    new StandardWriter(stalled.session()),
                    "192.0.2.2",
                    SocketLimits.standard(),
                    threads,
                    budget);
            for (int k = 0; k < FRAMES; k++) {
                other.offer(new WireText("x"));
            }
        }
        connection.offer(new WireText("through"));
        connection.close(1000, "");
        peer.closed().get(20, TimeUnit.SECONDS);
        assertThat(peer.written()).containsExactly("through");
    }

    @Test
    void container_givenMoreThanTheWindow_getsTheWindowOnly() throws Exception {
        peer.stall();
        for (int i = 0; i < FRAMES; i++) {
            connection.offer(new WireText("x"));
        }
        await().during(Duration.ofMillis(100)).until(() -> peer.written().size() == SessionConnection.WINDOW);
        peer.read();
        connection.close(1000, "");
        peer.closed().get(20, TimeUnit.SECONDS);
        assertThat(peer.written()).hasSize(FRAMES);
    }

    @Test
    void close_withStalledReader_endsAfterTheFlush() throws Exception {
        SessionConnection connection = connection(new SocketLimits(FRAMES, BYTES, 1_000, SHORT_FLUSH));
        peer.stall();
        connection.offer(new WireText("x"));
        long start = System.nanoTime();
        connection.close(CloseCodes.GOING_AWAY, "stop");
        assertThat(connection.offer(new WireText("late"))).isFalse();
        assertThat(code(peer.closed().get(20, TimeUnit.SECONDS))).isEqualTo(CloseCodes.GOING_AWAY);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT_FLUSH.minusMillis(50));
    }

    @Test
    void close_calledTwice_firstReasonCounts() throws Exception {
        connection.close(CloseCodes.TOO_BIG, "first");
        connection.close(CloseCodes.GOING_AWAY, "second");
        assertThat(code(peer.closed().get(20, TimeUnit.SECONDS))).isEqualTo(CloseCodes.TOO_BIG);
    }

    @Test
    void send_thatThrows_endsTheConnectionOnly() throws Exception {
        peer.failWith(new NullPointerException("grizzlyOutputBuffer is null"));
        assertThat(connection.offer(new WireText("x"))).isTrue();
        peer.closed().get(20, TimeUnit.SECONDS);
        assertThat(connection.offer(new WireText("y"))).isFalse();
    }

    @Test
    void reason_longerThanAFrame_isCutBetweenCharacters() throws Exception {
        connection.close(CloseCodes.INTERNAL, "\uD83D\uDE00".repeat(100));
        String reason = peer.closed().get(20, TimeUnit.SECONDS).getReasonPhrase();
        assertThat(reason).isEqualTo("\uD83D\uDE00".repeat(30));
    }

    private SessionConnection connection(SocketLimits limits) {
        return new SessionConnection(
                peer.session(), new StandardWriter(peer.session()), "192.0.2.1", limits, threads, budget);
    }

    private static int code(CloseReason reason) {
        return reason.getCloseCode().getCode();
    }
}
