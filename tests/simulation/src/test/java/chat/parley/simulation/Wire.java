package chat.parley.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** The network: all lines between processes, and where it is cut. */
final class Wire {
    /** Channels' keys come after those of the actors. */
    static final int FIRST_KEY = 1000;

    private final World world;
    private final Dice dice;
    private final FrameLines codec;
    private final List<Line> lines = new ArrayList<>();
    private final List<BiPredicate<Actor, Actor>> cuts = new ArrayList<>();
    private int made;

    Wire(World world, FrameLines codec) {
        this.world = world;
        this.dice = world.dice().fork("wire");
        this.codec = codec;
    }

    Dice dice() {
        return dice;
    }

    Timeline timeline() {
        return world.timeline();
    }

    Trace trace() {
        return world.trace();
    }

    FrameLines codec() {
        return codec;
    }

    boolean hostile() {
        return world.scenario().hostile();
    }

    long minLatency() {
        return 200;
    }

    long maxLatency() {
        return world.scenario().maxLatencyMicros();
    }

    boolean loses(Object item) {
        return world.tweaks().loses(item, dice);
    }

    /**
     * Dials.
     *
     * @param link whether both ends are servers
     * @param accept makes the other end, as a task of its process
     */
    Line dial(End dialler, Actor acceptor, boolean link, Function<Line, End> accept) {
        lines.removeIf(Line::spent);
        Line line = new Line(this, made++, link, dialler, acceptor, accept);
        lines.add(line);
        return line;
    }

    /** Whether nothing gets from one to the other. */
    boolean cut(Actor from, Actor to) {
        for (BiPredicate<Actor, Actor> each : cuts) {
            if (each.test(from, to)) {
                return true;
            }
        }
        return false;
    }

    void cut(BiPredicate<Actor, Actor> which) {
        cuts.add(which);
    }

    void mend(BiPredicate<Actor, Actor> which) {
        if (cuts.remove(which)) {
            new ArrayList<>(lines).forEach(Line::resume);
        }
    }

    void mendAll() {
        cuts.clear();
        new ArrayList<>(lines).forEach(Line::resume);
    }

    void died(Actor actor, boolean power) {
        for (Line line : lines) {
            if (line.touches(actor)) {
                line.died(actor, power);
            }
        }
    }

    /** Breaks some line. */
    void resetOne(Dice by) {
        lines.removeIf(Line::spent);
        if (!lines.isEmpty()) {
            by.pick(lines).reset();
        }
    }
}
