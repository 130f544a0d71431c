package chat.parley.server.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DrainersTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    @DisplayName("While all are at work nobody is woken, and nothing is forgotten")
    void execute_many_fewWoken() {
        List<Runnable> woken = new ArrayList<>();
        AtomicInteger done = new AtomicInteger();
        Drainers drainers = new Drainers(woken::add, 2);
        for (int i = 0; i < 100; i++) {
            drainers.execute(done::incrementAndGet);
        }
        assertThat(woken).hasSize(2);
        List.copyOf(woken).forEach(Runnable::run);
        assertThat(done).hasValue(100);
        drainers.execute(done::incrementAndGet);
        assertThat(woken).hasSize(3);
    }

    @Test
    @DisplayName("What comes while the last thread ends is done too")
    void execute_fromManyThreads_allDone() throws Exception {
        Drainers drainers = new Drainers(threads, 2);
        int each = 50_000;
        CountDownLatch done = new CountDownLatch(4 * each);
        for (int i = 0; i < 4; i++) {
            new Thread(() -> {
                        for (int k = 0; k < each; k++) {
                            drainers.execute(done::countDown);
                        }
                    })
                    .start();
        }
        assertThat(done.await(50, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("A task that fails keeps no other from being done")
    void execute_oneFails_othersDone() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Drainers drainers = new Drainers(threads, 1);
        drainers.execute(() -> {
            throw new IllegalStateException("bug");
        });
        drainers.execute(done::countDown);
        assertThat(done.await(50, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("After the end a task is refused, each time")
    void execute_stopped_refused() {
        threads.shutdownNow();
        Drainers drainers = new Drainers(threads, 1);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> drainers.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        }
    }
}
