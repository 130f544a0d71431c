package chat.parley.simulation;

/** One run: a network is built from a seed, breaks, heals, and is checked. */
final class Simulation {
    private static final long QUIET_LIMIT = 240 * Timeline.SECOND;

    private final World world;

    /** What a run has come to. */
    record Result(long seed, String digest, long steps, int events, long virtualSeconds, String trace) {}

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
        chaos.schedule();
        world.forger().schedule();
        timeline.runUntil(world.scenario().chaosSeconds() * Timeline.SECOND);
        chaos.heal();
        crowd.farewell();
        timeline.runUntil(timeline.now() + 5 * Timeline.SECOND);
        long limit = timeline.now() + QUIET_LIMIT;
        while (!world.settled() && timeline.now() < limit) {
            timeline.runUntil(timeline.now() + Timeline.SECOND);
        }
        // What comes after the last event: acknowledgements, and whatever should not come.
        timeline.runUntil(timeline.now() + 3 * Timeline.SECOND);
        world.trace().add("world", "ends with " + world.servers().get(0).disk().ids());
        new FinalChecks(world).check();
        new ReplayChecks(world).check();
    }

    private Result result() {
        return new Result(
                world.scenario().seed(),
                world.trace().digest(),
                world.timeline().steps(),
                world.chronicle().all().size(),
                world.timeline().now() / Timeline.SECOND,
                world.trace().lines());
    }
}
