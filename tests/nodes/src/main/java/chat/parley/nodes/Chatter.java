package chat.parley.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.RoomRef;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Somebody who talks without a pause, whatever happens. */
public final class Chatter {
    private static final long PERIOD_MILLIS = 20;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();

    private Chatter(Talker talker, RoomRef.Open room, String topic) {
        String start = talker.client().me().name() + " " + topic + " ";
        timer.scheduleAtFixedRate(
                () -> {
                    String text = start + said.size();
                    try {
                        talker.say(room, text);
                        said.add(text);
                    } catch (RuntimeException e) {
                        failures.add(e);
                    }
                },
                0,
                PERIOD_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    public static Chatter start(Talker talker, RoomRef.Open room, String topic) {
        return new Chatter(talker, room, topic);
    }

    /** What was said so far. */
    public List<String> said() {
        return new ArrayList<>(said);
    }

    /** Ends it and returns all that was said, in order; none of it was refused. */
    public List<String> stop() throws InterruptedException {
        timer.shutdown();
        assertThat(timer.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(failures).isEmpty();
        return said();
    }
}
