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
 * The same networks with a room that has an owner: invitations, ranks, removals, second devices and their revocation while
 * all breaks. {@code -Dparley.simulation.owned=1000} tries that many new seeds; {@code -Dparley.simulation.seed=7} only that
 * one.
 */
class OwnedSeedsTest {
    /** Of those that were tried, some in which much happens. */
    private static final long[] FIXED = {1, 2, 6008, 6009, 6014, 6016};

    private static final int FRESH = 4;

    private final Seeds seeds = new Seeds(OwnedSeedsTest.class, new Tweaks() {
        @Override
        public Scenario scenario(Scenario drawn) {
            return drawn.withOwnedRoom();
        }
    });

    @BeforeEach
    void quiet() {
        Quiet.servers();
    }

    @Test
    @DisplayName("I1 to I11 in rooms with owners: fixed seeds, in which devices come and go, and people are removed")
    void fixedSeeds_holdAllInvariants() {
        LongStream fixed = Seeds.ONLY == null ? LongStream.of(FIXED) : LongStream.of(Seeds.ONLY);
        Map<Trouble, LongAdder> troubles = seeds.run("owned, fixed", fixed);
        if (Seeds.ONLY == null) {
            for (Trouble each : Trouble.IN_OWNED_ROOMS) {
                assertThat(troubles.get(each).sum()).as(each.name()).isPositive();
            }
        }
    }

    @Test
    @DisplayName("I1 to I11 in rooms with owners: seeds that were never tried")
    void freshSeeds_holdAllInvariants() {
        if (Seeds.ONLY == null) {
            long from = new SecureRandom().nextLong(1_000_000_000L) * 1000;
            int count = Integer.getInteger("parley.simulation.owned", FRESH);
            seeds.run("owned, fresh, from " + from, LongStream.range(from, from + count));
        }
    }
}
