package chat.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * I1 to I11 and the promises to people, in networks that break: for a fixed set of seeds and for some that were never
 * tried. {@code -Dparley.simulation.seeds=5000} tries that many new ones; {@code -Dparley.simulation.seed=7} only that
 * one, and {@code -Dparley.simulation.trace=true} prints all that happens in it.
 */
class SeedsTest {
    private static final long FIXED = 200;
    private static final int FRESH = 25;
    private static final Long ONLY = Seeds.ONLY;

    private final Seeds seeds = new Seeds(SeedsTest.class, Tweaks.NONE);

    @BeforeEach
    void quiet() {
        Quiet.servers();
    }

    @Test
    @DisplayName("I1 to I11: fixed seeds, which meet every kind of trouble")
    void fixedSeeds_holdAllInvariants() {
        Map<Trouble, LongAdder> troubles =
                seeds.run("fixed", ONLY == null ? LongStream.rangeClosed(1, FIXED) : LongStream.of(ONLY));
        if (ONLY == null) {
            troubles.keySet().removeAll(Trouble.IN_OWNED_ROOMS);
            assertThat(troubles)
                    .as("troubles that no fixed seed had")
                    .allSatisfy((trouble, runs) ->
                            assertThat(runs.sum()).as(trouble.name()).isPositive());
        }
    }

    @Test
    @DisplayName("I1 to I11: seeds that were never tried")
    void freshSeeds_holdAllInvariants() {
        if (ONLY == null) {
            long from = new SecureRandom().nextLong(1_000_000_000L) * 1000;
            int count = Integer.getInteger("parley.simulation.seeds", FRESH);
            seeds.run("fresh, from " + from, LongStream.range(from, from + count));
        }
    }
}
