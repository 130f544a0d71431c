package chat.parley.simulation;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.log.DurableStore;
import chat.parley.protocol.log.EventStore;
import chat.parley.protocol.log.ForwardingEventStore;
import chat.parley.protocol.log.MemoryEventStore;
import chat.parley.protocol.log.StoreException;
import java.util.ArrayList;
import java.util.List;

/** A running server's view of its disk: a batch is on the disk when it was committed, and gone if that fails. */
final class SimStore extends ForwardingEventStore implements DurableStore {
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
