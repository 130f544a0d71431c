package chat.parley.console.session;

import chat.parley.client.ClientException;
import chat.parley.client.ParleyClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Whether the client goes on. It stops by itself when its disk cannot be written: then nothing can be asked of it any more,
 * and whatever is waited for does not come. Thread-safe.
 */
public final class Life {
    /** Longest time between a client's end and the word that tells of it. */
    private static final Duration WORD_OF_END = Duration.ofSeconds(2);

    private final ParleyClient client;
    private final Changes changes = new Changes();
    private final AtomicReference<ClientException> stopped = new AtomicReference<>();
    private volatile Runnable whenStopped = () -> {};

    Life(ParleyClient client) {
        this.client = client;
    }

    /** Something may hold now that somebody waits for. */
    void happened() {
        changes.happened();
    }

    /** The client has stopped. */
    void stop(String why) {
        stopped.set(new ClientException(ClientException.Code.STORE, why));
        changes.happened();
        whenStopped.run();
    }

    /** Whether the client has stopped. */
    public boolean over() {
        return stopped.get() != null;
    }

    /** What is done, besides, when the client stops. */
    public void whenStopped(Runnable does) {
        whenStopped = does;
    }

    /**
     * Waits until the condition holds, at most so long; says whether it does.
     *
     * @throws ClientException if the client stops
     */
    boolean await(BooleanSupplier condition, Duration limit) {
        boolean held = changes.await(() -> stopped.get() != null || condition.getAsBoolean(), limit);
        goesOn();
        return held;
    }

    /**
     * Does nothing while the client goes on.
     *
     * @throws ClientException if it has stopped
     */
    public void goesOn() {
        if (stopped.get() != null) {
            throw stopped.get();
        }
    }

    /**
     * Does nothing if the client goes on after a failure.
     *
     * @throws ClientException if it has stopped, of which there is word in a moment
     */
    public void goesOn(IllegalStateException failure) {
        try {
            client.rooms();
        } catch (IllegalStateException e) {
            changes.await(() -> stopped.get() != null, WORD_OF_END);
        }
        goesOn();
    }
}
