package chat.parley.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventRelayTest {
    private static final RoomRef.Open LOBBY = RoomRef.open("lobby");

    private final EventRelay relay = new EventRelay();
    private final List<Object> heard = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private static ClientEvent event(int count) {
        return new ClientEvent.BeforeJoining(LOBBY, count);
    }

    @Test
    @DisplayName("An event that cannot be shown is told as a warning, and those after it are shown")
    void failure_isTold_andTheRestGoesOn() {
        relay.on(event(1));
        relay.start(
                event -> {
                    int count = ((ClientEvent.BeforeJoining) event).count();
                    if (count == 2 || count == 3) {
                        throw new IllegalStateException("the picture is bent");
                    }
                    heard.add(count);
                },
                warnings::add);
        for (int i = 2; i <= 4; i++) {
            relay.on(event(i));
        }
        relay.close();
        assertThat(heard).containsExactly(1, 4);
        assertThat(warnings).containsExactly("something has happened that cannot be shown: the picture is bent");
    }

    @Test
    @DisplayName("After its end it takes events and hands none on: the client is never held up")
    void closed_takesAndHandsOnNothing() {
        relay.start(heard::add, warnings::add);
        relay.close();
        for (int i = 0; i < 2 * EventRelay.CAPACITY; i++) {
            relay.on(event(i));
        }
        assertThat(heard).isEmpty();
    }

    @Test
    @DisplayName("A client that waits, because nobody takes events, goes on when that ends")
    void full_andClosed_letsTheClientGoOn() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Thread client = new Thread(() -> {
            for (int i = 0; i < EventRelay.CAPACITY + 1; i++) {
                relay.on(event(i));
            }
            done.countDown();
        });
        client.start();
        while (client.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        relay.close();
        done.await();
    }
}
