package chat.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A43, A44: each byzantine peer among the honest, in networks of every kind: it harms nobody but itself (I1 to I11). */
class VicesTest {
    private static final int SEEDS = 8;

    @BeforeEach
    void quiet() {
        Quiet.servers();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A43, A44, I11: one byzantine peer harms nobody")
    void one_harmsNobody(Vice vice) {
        Tweaks with = new Tweaks() {
            @Override
            public Scenario scenario(Scenario drawn) {
                return drawn.with(vice);
            }
        };
        LongStream.range(1001, 1001 + SEEDS).parallel().forEach(seed -> {
            try {
                assertThat(Simulation.run(seed, with, false).events()).isPositive();
            } catch (Simulation.Failed e) {
                throw new AssertionError(e);
            }
        });
    }
}
