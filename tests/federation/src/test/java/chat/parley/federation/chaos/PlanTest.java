package chat.parley.federation.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final long MINUTE = 60_000;

    @Test
    void plan_followsFromItsSeed() {
        assertThat(Plan.of(7, 3, 3, MINUTE)).isEqualTo(Plan.of(7, 3, 3, MINUTE));
        assertThat(Plan.of(7, 3, 3, MINUTE)).isNotEqualTo(Plan.of(8, 3, 3, MINUTE));
    }

    @Test
    void plan_killsFreezesCutsAndDelays() {
        assertThat(Plan.of(7, 3, 3, 10 * MINUTE).steps())
                .extracting(Plan.Step::action)
                .contains(Plan.Action.values());
    }

    @Test
    void plan_leavesOneNodeAtLeast() {
        LongStream.range(0, 200).mapToObj(seed -> Plan.of(seed, 3, 3, MINUTE)).forEach(plan -> {
            for (Plan.Step each : plan.steps()) {
                long down = plan.steps().stream()
                        .filter(step -> step.action() == Plan.Action.KILL || step.action() == Plan.Action.FREEZE)
                        .filter(step -> step.at() <= each.at() && each.at() < step.at() + step.lasts())
                        .count();
                assertThat(down).isLessThan(3);
            }
        });
    }
}
