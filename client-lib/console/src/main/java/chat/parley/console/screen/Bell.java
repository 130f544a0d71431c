package chat.parley.console.screen;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Rings for what is meant for the person, but not more often than a person can bear. */
public final class Bell {
    /** Least time between two rings. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    private final boolean wanted;
    private final InstantSource clock;
    private Instant next = Instant.MIN;

    public Bell(boolean wanted, InstantSource clock) {
        this.wanted = wanted;
        this.clock = clock;
    }

    /** Whether it is to ring now. */
    synchronized boolean rings() {
        Instant now = clock.instant();
        if (!wanted || now.isBefore(next)) {
            return false;
        }
        next = now.plus(PAUSE);
        return true;
    }
}
