package chat.parley.simulation;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.DurableStore;
import chat.parley.protocol.log.EventStore;
import chat.parley.protocol.log.ForwardingEventStore;
import chat.parley.protocol.log.MemoryEventStore;
import chat.parley.protocol.log.StoreException;
import chat.parley.server.log.HostingStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A running server's view of its disk: a batch is on the disk when it was committed, and gone if that fails. */
final class SimStore extends ForwardingEventStore implements DurableStore, HostingStore {
    /** Rooms are small in these runs: so that a crash comes between, fewer events go at a time than are asked for. */
    private static final int MOST_REMOVED = 20;

    private final SimDisk disk;
    private final List<Event> batch = new ArrayList<>();
    private final Runnable removed;
    private MemoryEventStore memory;

    SimStore(SimDisk disk) {
        this(disk, () -> {});
    }

    /**
     * @param removed told when something was taken out
     */
    SimStore(SimDisk disk, Runnable removed) {
        this.disk = disk;
        this.removed = removed;
        this.memory = load(disk);
    }

    SimDisk disk() {
        return disk;
    }

    /** Whether something waits for a commit. */
    boolean dirty() {
        return !batch.isEmpty();
    }

    @Override
    public void commit() throws StoreException {
        if (disk.full()) {
            batch.clear();
            memory = load(disk);
            throw new StoreException("the simulated disk is full", null);
        }
        disk.sync(batch);
        batch.clear();
    }

    @Override
    public Map<LogId, Standing> standings() {
        return disk.standings();
    }

    @Override
    public void save(Map<LogId, Standing> changes) throws StoreException {
        check();
        disk.save(changes);
    }

    @Override
    public Collection<LogId> removing() {
        return disk.removing();
    }

    @Override
    public boolean remove(LogId log, int most) throws StoreException {
        check();
        boolean left = disk.remove(log, Math.min(most, MOST_REMOVED));
        removed.run();
        memory = load(disk);
        return left;
    }

    @Override
    public List<EventId> heads(LogId log) {
        return disk.removing().contains(log) ? List.of() : memory.heads(log);
    }

    @Override
    public Collection<LogId> logs() {
        List<LogId> logs = new ArrayList<>(memory.logs());
        logs.removeAll(disk.removing());
        return logs;
    }

    private void check() throws StoreException {
        if (disk.full()) {
            throw new StoreException("the simulated disk is full", null);
        }
        if (dirty()) {
            throw new Violation("stored", "something is written while a batch is open");
        }
    }

    @Override
    protected EventStore events() {
        return memory;
    }

    @Override
    public void add(Event event) {
        memory.add(event);
        batch.add(event);
    }

    private static MemoryEventStore load(SimDisk disk) {
        MemoryEventStore memory = new MemoryEventStore();
        disk.events().forEach(memory::add);
        return memory;
    }
}
