package chat.parley.simulation;

import java.util.List;
import java.util.SplittableRandom;

/**
 * All chance of a run comes from its seed through these. Everybody who draws has dice of their own, made by name, so that
 * one more draw here changes nothing there.
 */
final class Dice {
    private final long seed;
    private final SplittableRandom random;

    Dice(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /** Other dice, the same for the same name whatever was drawn from these. */
    Dice fork(String name) {
        long mixed = seed ^ 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            mixed = (mixed ^ name.charAt(i)) * 0x100000001b3L;
        }
        return new Dice(mixed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** From {@code low} to {@code high}, both included. */
    long between(long low, long high) {
        return low + random.nextLong(high - low + 1);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T pick(List<T> from) {
        return from.get(below(from.size()));
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
