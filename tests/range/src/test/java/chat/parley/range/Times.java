package chat.parley.range;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long answers about known and about unknown names took. */
final class Times {
    private final List<Long> known = new ArrayList<>();
    private final List<Long> unknown = new ArrayList<>();

    void add(boolean ofKnown, long nanos) {
        (ofKnown ? known : unknown).add(nanos);
    }

    /**
     * The chance that the answer about a known name, drawn at random, took longer than one about an unknown (the statistic
     * of Mann and Whitney, as a share): one half if the two do not differ. Looks at ranks only, so that some answers that a
     * busy machine has delayed count for little.
     */
    double chanceOfSlower() {
        double slower = 0;
        for (long one : known) {
            for (long other : unknown) {
                slower += one > other ? 1 : one == other ? 0.5 : 0;
            }
        }
        return slower / ((double) known.size() * unknown.size());
    }

    @Override
    public String toString() {
        return "medians " + median(known) + " of known, " + median(unknown) + " of unknown names";
    }

    private static Duration median(List<Long> times) {
        List<Long> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return Duration.ofNanos(sorted.get(sorted.size() / 2));
    }
}
