package chat.parley.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A process with one thread: tasks queue up and are taken when it runs. It can be frozen (tasks go on queueing up, as in
 * the buffers of its sockets) and it can crash, which begins another life.
 */
abstract class Actor {
    private static final int MAX_BATCH = 1024;

    private final World world;
    private final String name;
    private final int key;
    private final Dice dice;
    private final SkewedClock clock;
    private final Deque<Runnable> inbox = new ArrayDeque<>();
    private boolean up;
    private boolean frozen;
    private boolean waking;
    private boolean unreachable;
    private boolean buried;
    private int life;

    Actor(World world, String name, int key, long skewMillis) {
        this.world = world;
        this.name = name;
        this.key = key;
        this.dice = world.dice().fork(name);
        this.clock = new SkewedClock(world.timeline(), skewMillis);
    }

    /** Does a batch of tasks. */
    abstract void work(List<Runnable> tasks);

    /** Makes a new process from what the last one left on its disk. */
    abstract void boot();

    /** Whether it waits for its disk. */
    boolean busy() {
        return false;
    }

    /** The process is gone. */
    void died() {}

    /** It goes on after having been frozen. */
    void thawed() {}

    final World world() {
        return world;
    }

    final String name() {
        return name;
    }

    final int key() {
        return key;
    }

    final Dice dice() {
        return dice;
    }

    final SkewedClock clock() {
        return clock;
    }

    final boolean up() {
        return up;
    }

    final boolean frozen() {
        return frozen;
    }

    final int life() {
        return life;
    }

    /** Whether the whole machine is off, so that nobody even refuses a connection. */
    final boolean unreachable() {
        return !up && unreachable;
    }

    final void note(String what) {
        world.trace().add(name, what);
    }

    /** It never starts again. */
    final void bury() {
        buried = true;
    }

    final void start() {
        if (!up && !buried) {
            up = true;
            frozen = false;
            waking = false;
            life++;
            note("starts");
            boot();
        }
    }

    /**
     * @param power whether the machine loses power: then its peers are not told
     */
    final void crash(boolean power) {
        if (up) {
            note(power ? "loses power" : "crashes");
            up = false;
            // What was frozen in it will not go on: a dead process must not write to a disk.
            frozen = false;
            unreachable = power;
            inbox.clear();
            world.met(this instanceof SimServer ? Trouble.SERVER_CRASH : Trouble.CLIENT_CRASH);
            died();
            world.wire().died(this, power);
        }
    }

    final void freeze() {
        if (up && !frozen) {
            note("freezes");
            frozen = true;
        }
    }

    final void thaw() {
        if (frozen) {
            note("goes on");
            frozen = false;
            if (!inbox.isEmpty()) {
                world.met(Trouble.FREEZE);
            }
            thawed();
            wake();
        }
    }

    /** Puts a task in line. */
    final void post(Runnable task) {
        if (up) {
            inbox.add(task);
            wake();
        }
    }

    final void wake() {
        if (up && !frozen && !waking && !busy() && !inbox.isEmpty()) {
            waking = true;
            int mine = life;
            world.timeline().after(dice.between(20, 400), key, () -> {
                if (up && life == mine) {
                    waking = false;
                    if (!frozen && !busy()) {
                        work(batch());
                        wake();
                    }
                }
            });
        }
    }

    /** Does something again and again in this life; what was missed while frozen is not made up for. */
    final void every(long period, Runnable action) {
        repeat(period, life, new boolean[1], action);
    }

    /** Something later in this life, whether frozen or not. */
    final void later(long delay, Runnable action) {
        int mine = life;
        world.timeline().after(delay, key, () -> {
            if (up && life == mine) {
                action.run();
            }
        });
    }

    private void repeat(long period, int mine, boolean[] waits, Runnable action) {
        world.timeline().after(period, key, () -> {
            if (up && life == mine) {
                if (!waits[0]) {
                    waits[0] = true;
                    post(() -> {
                        waits[0] = false;
                        action.run();
                    });
                }
                repeat(period, mine, waits, action);
            }
        });
    }

    private List<Runnable> batch() {
        List<Runnable> batch = new ArrayList<>();
        while (batch.size() < MAX_BATCH && !inbox.isEmpty()) {
            batch.add(inbox.poll());
        }
        return batch;
    }

    @Override
    public String toString() {
        return name;
    }
}
