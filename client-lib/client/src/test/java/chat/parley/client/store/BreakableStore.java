package chat.parley.client.store;

import chat.parley.protocol.log.StoreException;
import java.util.List;
import java.util.Optional;

/** A store on a disk that can be full: nothing is committed then. */
public final class BreakableStore implements ClientStore {
    /** Whether the disk is full now. */
    public volatile boolean full;

    private final ClientStore store;

    public BreakableStore(ClientStore store) {
        this.store = store;
    }

    @Override
    public List<Row> rows(Table table) {
        return store.rows(table);
    }

    @Override
    public Optional<String> get(Table table, String key) {
        return store.get(table, key);
    }

    @Override
    public List<Row> first(Table table, String from, String to, int limit) {
        return store.first(table, from, to, limit);
    }

    @Override
    public List<Row> last(Table table, String from, String to, int limit) {
        return store.last(table, from, to, limit);
    }

    @Override
    public void put(Table table, String key, String value) {
        store.put(table, key, value);
    }

    @Override
    public void remove(Table table, String key) {
        store.remove(table, key);
    }

    @Override
    public void removeAll(Table table, String prefix) {
        store.removeAll(table, prefix);
    }

    @Override
    public void commit() throws StoreException {
        if (full) {
            throw new StoreException("the disk is full", null);
        }
        store.commit();
    }

    @Override
    public void scrub() {
        store.scrub();
    }

    @Override
    public void close() {
        store.close();
    }
}
