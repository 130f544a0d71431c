package chat.parley.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.log.Ledger;
import chat.parley.server.fixture.Keys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeLoopTest {
    @TempDir
    private Path folder;

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private JdbcEventStore store;
    private Ledger ledger;

    @BeforeEach
    void open() throws Exception {
        store = new JdbcEventStore(new SqliteDatabase(folder, new DomainId(new byte[DomainId.BYTES])), Keys.CODEC);
        ledger = new Ledger(store, Keys.CODEC, Keys.CRYPTO);
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    @Test
    @DisplayName("The node's thread never waits for itself, however full its queue is")
    void submit_byTheLoopItselfWithFullQueue_done() {
        NodeLoop loop = new NodeLoop(ledger, 2);
        CountDownLatch full = new CountDownLatch(1);
        loop.submit(() -> {
            await(full);
            for (int i = 0; i < 100; i++) {
                int number = i;
                loop.submit(() -> done.add("own" + number));
            }
        });
        loop.start();
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            while (loop.offer(() -> done.add("queued"))) {
                Thread.onSpinWait();
            }
            full.countDown();
            loop.close();
        });
        assertThat(done).contains("own99", "queued");
    }

    @Test
    @DisplayName("I11: a task that fails, even with an error, stops nothing")
    void run_failures_goesOn() {
        NodeLoop loop = new NodeLoop(ledger);
        loop.start();
        loop.submit(() -> {
            throw new IllegalStateException("bug");
        });
        loop.submit(() -> {
            throw new NoClassDefFoundError("missing");
        });
        ledger.afterFlush(() -> {
            throw new IllegalStateException("bug");
        });
        ledger.afterFlush(() -> done.add("flushed"));
        loop.submit(() -> done.add("after"));
        loop.close();
        assertThat(done).contains("flushed", "after");
    }

    @Test
    @DisplayName("What is left over from a flush is done at once, not when the next frame comes")
    void run_moreAfterFlush_doesNotWait() throws Exception {
        NodeLoop loop = new NodeLoop(ledger);
        CountDownLatch end = new CountDownLatch(1);
        loop.start();
        loop.submit(() -> again(end, 50));
        assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
        loop.close();
    }

    private void again(CountDownLatch end, int left) {
        if (left == 0) {
            end.countDown();
        } else {
            ledger.afterFlush(() -> again(end, left - 1));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
