package chat.parley.simulation;

import chat.parley.protocol.log.DurableStore;
import chat.parley.protocol.log.EventStore;
import chat.parley.protocol.log.ForwardingEventStore;
import chat.parley.protocol.log.StoreException;

/** A store that passes everything on: what is to be broken overrides. */
class ForwardingStore extends ForwardingEventStore implements DurableStore {
    private final DurableStore store;

    ForwardingStore(DurableStore store) {
        this.store = store;
    }

    @Override
    protected EventStore events() {
        return store;
    }

    @Override
    public void commit() throws StoreException {
        store.commit();
    }
}
