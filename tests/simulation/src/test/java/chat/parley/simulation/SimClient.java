package chat.parley.simulation;

import chat.parley.client.RoomException;
import chat.parley.client.RoomRef;
import chat.parley.client.core.Background;
import chat.parley.client.core.ClientCore;
import chat.parley.client.core.Platform;
import chat.parley.client.store.MemoryClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A person with a client: the real core, over a store in memory of which only what was committed survives. */
final class SimClient extends Actor {
    static final String NAMESPACE = "parley";
    private static final long TICK = 250 * Timeline.MILLI;
    private static final long CODE = 2 * Timeline.SECOND;

    private final List<String> urls;
    private final ClientWatch watch;
    private MemoryClientStore disk = new MemoryClientStore();
    private SimClientStore store;
    private ClientCore core;
    private final boolean phone;
    private int said;
    private Optional<String> code = Optional.empty();
    private Optional<UserId> owner = Optional.empty();
    private boolean out;

    /**
     * @param phone whether it is to be somebody's second device: until it is, nobody does anything with it
     */
    SimClient(World world, int number, boolean phone) {
        super(world, "p" + number, 100 + number, world.layout().skew("p" + number));
        this.phone = phone;
        this.urls = world.urls(name());
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
        Platform platform = new Platform(
                world().crypto(name() + " " + life()),
                store,
                new ClientNetwork(this),
                clock(),
                Background.AT_ONCE,
                Optional.empty(),
                Optional.empty(),
                world().tweaks().clientLaws());
        core = new ClientCore(
                platform, name(), urls, NAMESPACE, world().tweaks().clientListener(watch::told));
        if (owner.filter(core.me().user()::equals).isPresent()) {
            watch.becomes(core.me().user());
        }
        watch.is(core.me().user());
        ClientCore mine = core;
        every(TICK, mine::tick);
        every(CODE, this::useCode);
    }

    /** Whether it is a second device, or will be one. */
    boolean phone() {
        return phone;
    }

    /** Whether it is nobody's device: not yet, or no more. */
    boolean spare() {
        return out || phone && !owner.filter(watch.user()::equals).isPresent();
    }

    /** Whether its user has revoked it. */
    boolean out() {
        return out;
    }

    /** Whether it is a live second device of a person. */
    boolean isOf(SimClient first) {
        return !spare() && phone && watch.user().equals(first.watch().user());
    }

    /** The device that this store is. */
    Optional<DeviceId> device() {
        return disk.get(Table.SETTING, "device-key")
                .map(text -> new SigningKey(Base64.getUrlDecoder().decode(text)).device());
    }

    /** This person gets a phone: its code waits until that can use it. */
    void addDevice(SimClient next) {
        note("adds " + next + " as a device");
        core.devices().add(new char[0]).thenAccept(text -> {
            if (!next.code.isPresent()) {
                next.code = Optional.of(text);
                next.owner = Optional.of(watch.user());
            }
        });
    }

    /** This person's phone was stolen: it is revoked here, and does something for a while yet. */
    void revoke(SimClient lost, long after) {
        note("revokes " + lost);
        core.devices().revoke(lost.device().orElseThrow(), new char[0]);
        lost.out = true;
        world().met(Trouble.DEVICE_REVOKED);
        world().timeline().after(after, key(), () -> {
            lost.bury();
            lost.crash(true);
        });
    }

    private void useCode() {
        if (code.isPresent() && spare() && !out) {
            note("becomes a device of " + owner.get().brief());
            ClientCore mine = core;
            mine.devices().become(code.get()).thenRun(() -> {
                watch.becomes(mine.me().user());
                world().met(Trouble.SECOND_DEVICE);
            });
        }
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

    /** Says something that nobody has said before, if the person is in the room, and may. */
    void say(RoomRef room) {
        if (core.rooms().contains(room)) {
            String text = name() + " says " + said++ + " in " + room;
            watch.begins(text);
            try {
                core.say(room, text);
                note("says \"" + text + "\"");
                watch.said(room, text);
            } catch (RoomException e) {
                note("may not say \"" + text + "\": " + e.getMessage());
            }
        }
    }

    /** Whether some server has signed for all that it has written, joins and keys included. */
    boolean outboxIsStored() {
        return disk.rows(Table.OUTBOX).stream().allMatch(row -> row.value().contains(" "));
    }

    /** The rooms that the person wants to be in, as their store has it. */
    Set<RoomRef> wanted() {
        Set<RoomRef> wanted = new LinkedHashSet<>();
        for (Row row : disk.rows(Table.ROOM)) {
            if (row.value().equals("IN") || row.value().equals("ENTERING")) {
                wanted.add(
                        row.key().startsWith("/")
                                ? RoomRef.owned(LogId.of(row.key().substring(1)))
                                : RoomRef.open(row.key()));
            }
        }
        return wanted;
    }
}
