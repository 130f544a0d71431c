package chat.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** What a broken part must come to. */
final class Red {
    private static final int SEEDS = 120;

    private Red() {}

    /**
     * Some seed must fail, and by one of these checks, not by an exception of another kind.
     *
     * @param invariants a regular expression
     */
    static void mustBe(String invariants, Tweaks broken) {
        mustBe(invariants, "", broken);
    }

    /**
     * The same, though seeds before it fail by others.
     *
     * @param passed a regular expression
     */
    static void mustBe(String invariants, String passed, Tweaks broken) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                Simulation.run(seed, broken, false);
            } catch (Simulation.Failed e) {
                System.out.println("red: " + e.getMessage());
                assertThat(e.getCause()).isInstanceOf(Violation.class);
                if (e.getMessage().matches("(?s)seed \\d+: (" + passed + "): .*")) {
                    continue;
                }
                assertThat(e).hasMessageMatching("(?s)seed \\d+: (" + invariants + "): .*");
                return;
            }
        }
        fail("nothing is seen in " + SEEDS + " seeds");
    }
}
