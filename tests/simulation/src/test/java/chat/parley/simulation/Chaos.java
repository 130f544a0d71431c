package chat.parley.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** What breaks, and for how long; in the end all of it is healed. */
final class Chaos {
    private static final int KEY = 500;

    private final World world;
    private final Dice dice;
    private boolean over;

    Chaos(World world) {
        this.world = world;
        this.dice = world.dice().fork("chaos");
    }

    void schedule() {
        long end = world.scenario().chaosSeconds() * Timeline.SECOND;
        int faults = Math.max(
                1, (int) (world.scenario().chaosSeconds() * world.scenario().faultsPerSecond()));
        for (int i = 0; i < faults; i++) {
            after(dice.between(Timeline.SECOND, end), this::fault);
        }
        if (world.scenario().lasting()) {
            // People leave a server early, so that it has time to drop their rooms; and some come back.
            world.clients().forEach(client -> {
                after(dice.between(5 * Timeline.SECOND, 12 * Timeline.SECOND), () -> move(client));
                after(end - dice.between(5 * Timeline.SECOND, 20 * Timeline.SECOND), () -> move(client));
            });
        }
        if (world.scenario().loss() != Scenario.Loss.NONE) {
            after(dice.between(4 * Timeline.SECOND, end), this::loseDisk);
        }
    }

    /** All is well again, and stays so. */
    void heal() {
        over = true;
        world.trace().add("world", "heals");
        world.wire().mendAll();
        for (SimServer each : world.servers()) {
            each.live();
            each.disk().full(false);
            each.disk().slow(false);
        }
        world.clients().forEach(SimClient::live);
        world.liars().forEach(Liar::closeDoors);
        world.forker().retire();
        for (Actor each : world.actors()) {
            each.start();
            each.thaw();
        }
    }

    private void fault() {
        long length = dice.between(200 * Timeline.MILLI, dice.pick(List.of(1, 4, 12)) * Timeline.SECOND);
        switch (dice.below(16)) {
            case 0:
            case 1:
                cut("parts in two", new Wire.Cut(Trouble.TWO_PARTS, split(2)), length);
                break;
            case 2:
                cut("parts in three", new Wire.Cut(Trouble.THREE_PARTS, split(3)), length);
                break;
            case 3:
                oneWay(length);
                break;
            case 4:
                crash(dice.pick(world.servers()), length);
                break;
            case 5:
                crashAtSync(dice.pick(world.servers()), length);
                break;
            case 6:
                freeze(dice.pick(world.servers()), length);
                break;
            case 7:
                crash(dice.pick(world.clients()), length);
                break;
            case 8:
                freeze(dice.pick(world.clients()), length);
                break;
            case 9:
                slow(dice.pick(world.servers()), length);
                break;
            case 10:
                fill(dice.pick(world.servers()), length);
                break;
            case 11:
                crashSoon(dice.pick(world.clients()), length);
                break;
            case 12:
            case 13:
                offline(dice.pick(world.clients()));
                break;
            default:
                world.trace().add("world", "breaks a line");
                world.wire().resetOne(dice);
                break;
        }
    }

    private void cut(String name, Wire.Cut cut, long length) {
        world.trace().add("world", name);
        world.wire().cut(cut);
        after(length, () -> {
            world.trace().add("world", "mends what " + name);
            world.wire().mend(cut);
        });
    }

    private BiPredicate<Actor, Actor> split(int parts) {
        Map<Actor, Integer> part = new HashMap<>();
        for (Actor each : world.actors()) {
            part.put(each, dice.below(parts));
        }
        return (from, to) -> !part.getOrDefault(from, 0).equals(part.getOrDefault(to, 0));
    }

    private void oneWay(long length) {
        Actor from = dice.pick(world.actors());
        Actor to = dice.pick(world.actors());
        cut("cuts " + from + " to " + to, new Wire.Cut(Trouble.ONE_WAY_CUT, (a, b) -> a == from && b == to), length);
    }

    /** Somebody is without a network so long that the client knows, and perhaps the battery dies before it is back. */
    private void offline(SimClient client) {
        long length = dice.between(6 * Timeline.SECOND, 15 * Timeline.SECOND);
        cut(
                "takes the network from " + client,
                new Wire.Cut(Trouble.OFFLINE, (from, to) -> from == client || to == client),
                length);
        if (dice.chance(0.5)) {
            after(length - Timeline.SECOND, () -> client.crash(true));
            after(length, client::start);
        }
    }

    private void move(SimClient client) {
        client.note("goes to another server");
        world.wire().resetAll(client);
    }

    private void crash(Actor actor, long length) {
        actor.crash(dice.chance(0.5));
        after(length, actor::start);
    }

    private void crashAtSync(SimServer server, long length) {
        server.crashAtSync();
        after(length + 2 * Timeline.SECOND, server::start);
        after(length + 7 * Timeline.SECOND, server::start);
    }

    private void crashSoon(SimClient client, long length) {
        if (client.up()) {
            client.crashSoon();
            after(length, client::start);
            after(length + 5 * Timeline.SECOND, client::start);
        }
    }

    /** A machine burns: a new one takes its place with the same key, or none ever does. */
    private void loseDisk() {
        SimServer server = dice.pick(dice.chance(0.5) ? world.servers() : replicasOfSomeRoom());
        world.burn(server);
        if (world.scenario().loss() == Scenario.Loss.GONE) {
            world.bury(server);
        } else {
            after(dice.between(200 * Timeline.MILLI, 10 * Timeline.SECOND), server::start);
        }
    }

    private List<SimServer> replicasOfSomeRoom() {
        return new Archive(world).replicas(world.log(dice.pick(world.scenario().rooms())));
    }

    private void freeze(Actor actor, long length) {
        actor.freeze();
        after(length, actor::thaw);
    }

    private void slow(SimServer server, long length) {
        server.note("has a slow disk");
        server.disk().slow(true);
        after(length, () -> server.disk().slow(false));
    }

    private void fill(SimServer server, long length) {
        server.note("has a full disk");
        server.disk().full(true);
        after(length, () -> server.disk().full(false));
    }

    private void after(long delay, Runnable action) {
        world.timeline().after(delay, KEY, () -> {
            if (!over) {
                action.run();
            }
        });
    }
}
