package chat.parley.simulation;

import java.util.Set;

/** One run: a network is built from a seed, breaks, heals, and is checked. */
final class Simulation {
    /** I10: so long after links are back, everything said before and within five seconds after is everywhere. */
    private static final long DELIVERY = 60 * Timeline.SECOND;

    /** What has not come after so long will never come: then the checks say what it is. */
    private static final long NEVER = 240 * Timeline.SECOND;

    private final World world;
    private long deliveredIn;

    /**
     * What a run has come to.
     *
     * @param deliveredIn from the healing to where everybody has everything, in virtual microseconds
     */
    record Result(
            long seed,
            String digest,
            long steps,
            int events,
            long virtualSeconds,
            long deliveredIn,
            Set<Trouble> troubles,
            String trace) {}

    /** A run in which something that must hold did not. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Result result;

        Failed(Result result, Throwable cause) {
            super("seed " + result.seed() + ": " + cause.getMessage(), cause);
            this.result = result;
        }

        Result result() {
            return result;
        }
    }

    private Simulation(World world) {
        this.world = world;
    }

    static Result run(long seed, Tweaks tweaks, boolean keepTrace) throws Failed {
        Simulation run = new Simulation(new World(tweaks.scenario(Scenario.of(seed)), tweaks, keepTrace));
        try {
            run.live();
        } catch (Violation | RuntimeException e) {
            run.world.trace().add("world", String.valueOf(e));
            throw new Failed(run.result(), e);
        }
        return run.result();
    }

    private void live() {
        Timeline timeline = world.timeline();
        Chaos chaos = new Chaos(world);
        Crowd crowd = new Crowd(world);
        world.actors().forEach(Actor::start);
        crowd.schedule();
        OwnedCrowd owned = new OwnedCrowd(world);
        owned.schedule();
        chaos.schedule();
        world.intruders().forEach(Actor::start);
        timeline.runUntil(world.scenario().chaosSeconds() * Timeline.SECOND);
        chaos.heal();
        long healed = timeline.now();
        crowd.farewell();
        owned.farewell();
        timeline.runUntil(timeline.now() + 5 * Timeline.SECOND);
        converge(healed);
        deliveredIn = timeline.now() - healed;
        // What comes after the last event: acknowledgements, and whatever should not come.
        timeline.runUntil(timeline.now() + 3 * Timeline.SECOND);
        // Who became a host only then has to be told all, too.
        converge(healed);
        world.trace().add("world", "ends with " + new Archive(world).ids());
        new FinalChecks(world).check();
        new ReplayChecks(world).check();
        if (deliveredIn > DELIVERY) {
            throw new Violation("I10", "delivered " + deliveredIn / Timeline.SECOND + " s after all links are back");
        }
    }

    private void converge(long healed) {
        Timeline timeline = world.timeline();
        Convergence convergence = new Convergence(world);
        while (!convergence.reached() && timeline.now() < healed + NEVER) {
            timeline.runUntil(timeline.now() + Timeline.SECOND / 4);
        }
    }

    private Result result() {
        return new Result(
                world.scenario().seed(),
                world.trace().digest(),
                world.timeline().steps(),
                world.chronicle().all().size(),
                world.timeline().now() / Timeline.SECOND,
                deliveredIn,
                world.troubles(),
                world.trace().lines());
    }
}
