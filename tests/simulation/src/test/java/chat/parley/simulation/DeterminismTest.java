package chat.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The same seed is the same run to the last id. */
class DeterminismTest {
    @BeforeEach
    void quiet() {
        Quiet.servers();
    }

    @Test
    @DisplayName("The same seed is the same run")
    void sameSeed_sameRun() throws Simulation.Failed {
        for (long seed = 1; seed <= 20; seed++) {
            Simulation.Result one = Simulation.run(seed, Tweaks.NONE, true);
            Simulation.Result two = Simulation.run(seed, Tweaks.NONE, true);
            assertThat(two.trace()).as("seed %d", seed).isEqualTo(one.trace());
            assertThat(two).as("seed %d", seed).isEqualTo(one);
        }
    }

    @Test
    @DisplayName("Another seed is another run")
    void anotherSeed_anotherRun() throws Simulation.Failed {
        assertThat(Simulation.run(1, Tweaks.NONE, false).digest())
                .isNotEqualTo(Simulation.run(2, Tweaks.NONE, false).digest());
    }
}
