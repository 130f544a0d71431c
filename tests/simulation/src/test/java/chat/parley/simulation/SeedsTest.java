package chat.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAccumulator;
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
    private static final int SHOWN = 10;
    private static final Path TRACES = Path.of("target", "simulation");
    private static final Long ONLY = Long.getLong("parley.simulation.seed");

    @BeforeEach
    void quiet() {
        Quiet.servers();
    }

    @Test
    @DisplayName("I1 to I11: fixed seeds, which meet every kind of trouble")
    void fixedSeeds_holdAllInvariants() {
        Map<Trouble, LongAdder> troubles =
                runAll("fixed", ONLY == null ? LongStream.rangeClosed(1, FIXED) : LongStream.of(ONLY));
        if (ONLY == null) {
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
            runAll("fresh, from " + from, LongStream.range(from, from + count));
        }
    }

    private static Map<Trouble, LongAdder> runAll(String which, LongStream seeds) {
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        LongAdder runs = new LongAdder();
        LongAdder steps = new LongAdder();
        LongAdder events = new LongAdder();
        LongAdder seconds = new LongAdder();
        LongAccumulator slowest = new LongAccumulator(Math::max, 0);
        Map<Trouble, LongAdder> troubles = new EnumMap<>(Trouble.class);
        for (Trouble each : Trouble.values()) {
            troubles.put(each, new LongAdder());
        }
        long begin = System.nanoTime();
        seeds.parallel().forEach(seed -> {
            try {
                Simulation.Result result = Simulation.run(seed, Tweaks.NONE, ONLY != null);
                runs.increment();
                steps.add(result.steps());
                events.add(result.events());
                seconds.add(result.virtualSeconds());
                slowest.accumulate(result.deliveredIn() / Timeline.MILLI);
                result.troubles().forEach(each -> troubles.get(each).increment());
                if (Boolean.getBoolean("parley.simulation.trace")) {
                    System.out.println(result.trace());
                }
            } catch (Simulation.Failed e) {
                failures.add(report(e));
            }
        });
        System.out.printf(
                "simulation, %s: %d runs held, %d failed; %d steps, %d events, %d virtual seconds in %d s%n",
                which,
                runs.sum(),
                failures.size(),
                steps.sum(),
                events.sum(),
                seconds.sum(),
                (System.nanoTime() - begin) / 1_000_000_000);
        System.out.printf(
                "everything was everywhere at most %d ms after the healing; runs with each trouble: %s%n",
                slowest.get(), troubles);
        if (!failures.isEmpty()) {
            fail(failures.size() + " seeds failed:\n"
                    + String.join("\n", failures.subList(0, Math.min(SHOWN, failures.size()))));
        }
        assertThat(runs.sum()).isPositive();
        return troubles;
    }

    /** Runs it again, which does the same, and keeps what happened. */
    private static String report(Simulation.Failed failure) {
        long seed = failure.result().seed();
        Path file = TRACES.resolve("seed-" + seed + ".txt");
        String trace = "it did not fail a second time: the run is not the seed's alone";
        try {
            Simulation.run(seed, Tweaks.NONE, true);
        } catch (Simulation.Failed again) {
            trace = again.result().trace();
        }
        try {
            Files.createDirectories(TRACES);
            Files.writeString(file, trace);
        } catch (IOException e) {
            System.out.println(e);
        }
        if (Boolean.getBoolean("parley.simulation.trace")) {
            System.out.println(trace);
        }
        return failure.getMessage() + "\n    trace: " + file
                + "\n    again: mvn -pl tests/simulation -am verify -DskipITs"
                + " -Dtest=SeedsTest -Dsurefire.failIfNoSpecifiedTests=false -Dparley.simulation.seed=" + seed
                + " -Dparley.simulation.trace=true";
    }
}
