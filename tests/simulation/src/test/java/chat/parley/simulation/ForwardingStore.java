package chat.parley.simulation;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.DurableStore;
import chat.parley.protocol.log.StoreException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store that passes everything on: what is to be broken overrides. */
class ForwardingStore implements DurableStore {
    private final DurableStore store;

    ForwardingStore(DurableStore store) {
        this.store = store;
    }

    @Override
    public void commit() throws StoreException {
        store.commit();
    }

    @Override
    public boolean contains(EventId id) {
        return store.contains(id);
    }

    @Override
    public Optional<Event> find(EventId id) {
        return store.find(id);
    }

    @Override
    public Optional<Event> find(LogId log, DeviceId device, long seq) {
        return store.find(log, device, seq);
    }

    @Override
    public void add(Event event) {
        store.add(event);
    }

    @Override
    public List<EventId> heads(LogId log) {
        return store.heads(log);
    }

    @Override
    public Map<DeviceId, Long> vector(LogId log) {
        return store.vector(log);
    }

    @Override
    public List<Event> controlAndKeys(LogId log) {
        return store.controlAndKeys(log);
    }

    @Override
    public List<Event> after(LogId log, Map<DeviceId, Long> have, int limit) {
        return store.after(log, have, limit);
    }

    @Override
    public Collection<LogId> logs() {
        return store.logs();
    }
}
