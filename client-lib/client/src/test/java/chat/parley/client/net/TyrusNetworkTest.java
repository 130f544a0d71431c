package chat.parley.client.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.client.core.Network;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Problem;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TyrusNetworkTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration AWHILE = Duration.ofSeconds(2);

    private final FrameCodec codec = new FrameCodec();
    private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger heard = new AtomicInteger();

    @ParameterizedTest(name = "{0} frames of {1} characters")
    @CsvSource({"300, 200000", "40000, 10"})
    @DisplayName(
            "I9: what a server sends faster than the client handles it waits at the server, not in the client's memory")
    void flood_isHeldWithinTheBound(int frames, int characters) throws Exception {
        String text = codec.write(new Problem("TOO_MANY", "x".repeat(characters)));
        int bound = (int) (Held.MAX_LENGTH / Held.cost(text.length()));
        assertThat(bound).isLessThan(frames / 2);
        try (Flood flood = new Flood(text, frames);
                TyrusNetwork network = new TyrusNetwork(codec, this::later, (int) SOON.toMillis())) {
            network.way(Counting::new).dial(flood.url());
            await().atMost(SOON).until(() -> waiting.get() >= bound);
            await().atMost(SOON).during(AWHILE).until(() -> waiting.get() <= bound + 1);

            await().atMost(SOON).until(() -> {
                handleAll();
                return heard.get() == frames;
            });
        }
    }

    private void later(Runnable step) {
        waiting.incrementAndGet();
        steps.add(step);
    }

    private void handleAll() {
        for (Runnable step = steps.poll(); step != null; step = steps.poll()) {
            waiting.decrementAndGet();
            step.run();
        }
    }

    private final class Counting implements Network.Ear {
        @Override
        public void opened() {
            // The flood follows.
        }

        @Override
        public void frame(Frame frame) {
            heard.incrementAndGet();
        }

        @Override
        public void closed(String reason) {
            throw new AssertionError(reason);
        }
    }
}
