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
    private final List<Cut> cuts = new ArrayList<>();
    private int made;

    /** A way that is cut, and as what it counts. */
    record Cut(Trouble kind, BiPredicate<Actor, Actor> which) {}

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

    boolean loses(Object item, boolean link) {
        return world.tweaks().loses(item, link, dice);
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
        for (Cut each : cuts) {
            if (each.which().test(from, to)) {
                return true;
            }
        }
        return false;
    }

    /** The same, of something that wants to get through. */
    boolean stops(Actor from, Actor to) {
        for (Cut each : cuts) {
            if (each.which().test(from, to)) {
                world.met(each.kind());
                return true;
            }
        }
        return false;
    }

    void strays() {
        world.met(Trouble.STRAYED_EVENTS);
    }

    void cut(Cut cut) {
        cuts.add(cut);
    }

    void mend(Cut cut) {
        if (cuts.remove(cut)) {
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

    /** Breaks all lines of somebody, who then goes elsewhere. */
    void resetAll(Actor of) {
        lines.removeIf(Line::spent);
        for (Line line : new ArrayList<>(lines)) {
            if (line.touches(of)) {
                line.reset();
                world.met(Trouble.BROKEN_LINE);
            }
        }
    }

    /** Breaks some line. */
    void resetOne(Dice by) {
        lines.removeIf(Line::spent);
        if (!lines.isEmpty()) {
            by.pick(lines).reset();
            world.met(Trouble.BROKEN_LINE);
        }
    }
}
