package chat.parley.simulation;

import chat.parley.client.RoomRef;
import chat.parley.client.core.ClientCore;
import chat.parley.client.core.Platform;
import chat.parley.client.store.MemoryClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A person with a client: the real core, over a store in memory of which only what was committed survives. */
final class SimClient extends Actor {
    static final String NAMESPACE = "parley";
    private static final long TICK = 250 * Timeline.MILLI;

    private final List<String> urls;
    private final ClientWatch watch;
    private MemoryClientStore disk = new MemoryClientStore();
    private SimClientStore store;
    private ClientCore core;
    private int said;

    SimClient(World world, int number, long skewMillis, List<String> urls) {
        super(world, "p" + number, 100 + number, skewMillis);
        this.urls = urls;
        this.watch = new ClientWatch(this, world);
    }

    ClientCore core() {
        return core;
    }

    ClientWatch watch() {
        return watch;
    }

    MemoryClientStore disk() {
        return disk;
    }

    @Override
    void boot() {
        disk = disk.reopen();
        store = new SimClientStore(world().tweaks().clientStore(disk), watch);
        Platform platform =
                new Platform(world().crypto(name() + " " + life()), store, new ClientNetwork(this), clock());
        core = new ClientCore(
                platform, name(), urls, NAMESPACE, world().tweaks().clientListener(watch::told));
        watch.is(core.me().user());
        ClientCore mine = core;
        every(TICK, mine::tick);
    }

    @Override
    void work(List<Runnable> tasks) {
        try {
            tasks.forEach(Runnable::run);
        } catch (SimClientStore.Crashed e) {
            world().met(Trouble.DIED_AT_COMMIT);
            crash(dice().chance(0.5));
        } catch (RuntimeException e) {
            throw new Violation("client", name() + " cannot go on", e);
        }
    }

    /** Dies at one of its next commits. */
    void crashSoon() {
        SimClientStore.Crash how =
                dice().chance(0.5) ? SimClientStore.Crash.BEFORE_COMMIT : SimClientStore.Crash.AFTER_COMMIT;
        store.arm(how, dice().below(4));
    }

    /** It does not die of itself any more. */
    void live() {
        if (store != null) {
            store.arm(SimClientStore.Crash.NONE, 0);
        }
    }

    /** Says something that nobody has said before, if the person is in the room. */
    void say(RoomRef.Open room) {
        if (core.rooms().contains(room)) {
            String text = name() + " says " + said++ + " in " + room;
            note("says \"" + text + "\"");
            watch.begins(text);
            core.say(room, text);
            watch.said(room, text);
        }
    }

    /** Whether some server has signed for all that it has written, joins and keys included. */
    boolean outboxIsStored() {
        return disk.rows(Table.OUTBOX).stream().allMatch(row -> row.value().contains(" "));
    }

    /** The rooms that the person wants to be in, as their store has it. */
    Set<RoomRef.Open> wanted() {
        Set<RoomRef.Open> wanted = new LinkedHashSet<>();
        for (Row row : disk.rows(Table.ROOM)) {
            if (row.value().equals("IN") || row.value().equals("ENTERING")) {
                wanted.add(RoomRef.open(row.key()));
            }
        }
        return wanted;
    }
}
