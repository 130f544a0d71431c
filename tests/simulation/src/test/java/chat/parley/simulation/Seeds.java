package chat.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/** Runs many seeds on all cores, and says of those that fail how to run them again. */
final class Seeds {
    /** {@code -Dparley.simulation.seed}: this one and no other. */
    static final Long ONLY = Long.getLong("parley.simulation.seed");

    private static final int SHOWN = 10;
    private static final Path TRACES = Path.of("target", "simulation");

    private final Class<?> test;
    private final Tweaks tweaks;

    Seeds(Class<?> test, Tweaks tweaks) {
        this.test = test;
        this.tweaks = tweaks;
    }

    /** Runs them all, and fails with those that failed; how many runs met each trouble. */
    Map<Trouble, LongAdder> run(String which, LongStream seeds) {
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
                Simulation.Result result = Simulation.run(seed, tweaks, ONLY != null);
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
    private String report(Simulation.Failed failure) {
        long seed = failure.result().seed();
        Path file = TRACES.resolve(test.getSimpleName() + "-" + seed + ".txt");
        String trace = "it did not fail a second time: the run is not the seed's alone";
        try {
            Simulation.run(seed, tweaks, true);
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
                + " -Dtest=" + test.getSimpleName()
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dparley.simulation.seed=" + seed
                + " -Dparley.simulation.trace=true";
    }
}
