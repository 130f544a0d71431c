package chat.parley.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.log.Ledger;
import chat.parley.server.fixture.Keys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaneTest {
    private static final int LARGE = 4 * 1024 * 1024;

    @TempDir
    private Path folder;

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch gate = new CountDownLatch(1);
    private JdbcEventStore store;
    private NodeLoop loop;

    @BeforeEach
    void open() throws Exception {
        store = new JdbcEventStore(new SqliteDatabase(folder, new DomainId(new byte[DomainId.BYTES])), Keys.CODEC);
        loop = new NodeLoop(new Ledger(store, Keys.CODEC, Keys.CRYPTO));
        loop.start();
        // Until the gate opens all that is submitted waits.
        loop.submit(() -> await(gate));
    }

    @AfterEach
    void close() throws Exception {
        gate.countDown();
        loop.close();
        store.close();
    }

    @Test
    @DisplayName("A54: whoever sends thousands of frames keeps nobody waiting for more than a few of them")
    void submit_flood_othersGoBetween() throws Exception {
        Lane flood = new Lane(loop);
        for (int i = 0; i < 5000; i++) {
            flood.submit(() -> done.add("flood"), 0);
        }
        CountDownLatch end = new CountDownLatch(1);
        new Lane(loop).submit(() -> done.add("talk"), 0);
        flood.submit(end::countDown, 0);
        gate.countDown();
        assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(done).hasSize(5001);
        assertThat(done.indexOf("talk")).isLessThanOrEqualTo(2 * Lane.TURN);
    }

    @Test
    @DisplayName("I5: what one connection sends is done in its order, and what fails stops none of it")
    void submit_many_inOrder() throws Exception {
        Lane lane = new Lane(loop);
        CountDownLatch end = new CountDownLatch(1);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            String number = Integer.toString(i);
            sent.add(number);
            lane.submit(
                    () -> {
                        done.add(number);
                        throw new IllegalStateException("bug");
                    },
                    0);
            if (i == 100) {
                gate.countDown();
            }
        }
        lane.submit(end::countDown, 0);
        assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(done).isEqualTo(sent);
    }

    @Test
    @DisplayName(
            "I9: what waits of one connection is bounded, and leaves room for others; no task is too large to be done")
    void submit_largeTasks_bounded() throws Exception {
        Lane large = new Lane(loop);
        CountDownLatch end = new CountDownLatch(1);
        Thread sender = new Thread(() -> {
            for (int i = 0; i < 50; i++) {
                large.submit(() -> done.add("large"), LARGE);
                done.add("sent");
            }
            large.submit(() -> done.add("huge"), Integer.MAX_VALUE);
            large.submit(end::countDown, 0);
        });
        sender.start();
        while (sender.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(done).hasSize(Lane.MAX_KIB * NodeLoop.KIB / LARGE);
        new Lane(loop).submit(() -> done.add("other"), LARGE);
        gate.countDown();
        assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
        sender.join();
        assertThat(done).contains("huge", "other").filteredOn("large"::equals).hasSize(50);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
