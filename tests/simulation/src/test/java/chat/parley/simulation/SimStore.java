package chat.parley.simulation;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.DurableStore;
import chat.parley.protocol.log.MemoryEventStore;
import chat.parley.protocol.log.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A running server's view of its disk: a batch is on the disk when it was committed, and gone if that fails. */
final class SimStore implements DurableStore {
    private final SimDisk disk;
    private final List<Event> batch = new ArrayList<>();
    private MemoryEventStore memory;

    SimStore(SimDisk disk) {
        this.disk = disk;
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
    public void add(Event event) {
        memory.add(event);
        batch.add(event);
    }

    @Override
    public boolean contains(EventId id) {
        return memory.contains(id);
    }

    @Override
    public Optional<Event> find(EventId id) {
        return memory.find(id);
    }

    @Override
    public Optional<Event> find(LogId log, DeviceId device, long seq) {
        return memory.find(log, device, seq);
    }

    @Override
    public List<EventId> heads(LogId log) {
        return memory.heads(log);
    }

    @Override
    public Map<DeviceId, Long> vector(LogId log) {
        return memory.vector(log);
    }

    @Override
    public List<Event> controlAndKeys(LogId log) {
        return memory.controlAndKeys(log);
    }

    @Override
    public List<Event> after(LogId log, Map<DeviceId, Long> have, int limit) {
        return memory.after(log, have, limit);
    }

    @Override
    public Collection<LogId> logs() {
        return memory.logs();
    }

    private static MemoryEventStore load(SimDisk disk) {
        MemoryEventStore memory = new MemoryEventStore();
        disk.events().forEach(memory::add);
        return memory;
    }
}
