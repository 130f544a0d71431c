package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whole lives of an owned room, from one seed each. {@code -Dparley.seeds=N} runs more, {@code -Dparley.seed=S} one. */
class RandomRoomsTest {
    private static final int SEEDS = 25;

    @Test
    @DisplayName("I1 I3 I7: who was in reads all that was said to them, nobody else any of it, and all folds are equal")
    void seeds_keepTheInvariants() {
        long one = Long.getLong("parley.seed", -1);
        long first = one < 0 ? 1 : one;
        long last = one < 0 ? Integer.getInteger("parley.seeds", SEEDS) : one;
        int said = 0;
        int epochs = 0;
        for (long seed = first; seed <= last; seed++) {
            RandomRoom life = new RandomRoom(seed);
            try {
                life.live();
                life.check();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + " (-Dparley.seed=" + seed + "):\n" + life.story(), e);
            }
            said += life.said();
            epochs += life.epochs();
        }
        // Else the seeds prove nothing.
        assertThat(said).isGreaterThan((int) (last - first + 1) * 4);
        assertThat(epochs).isGreaterThan((int) (last - first + 1) * 2);
    }
}
