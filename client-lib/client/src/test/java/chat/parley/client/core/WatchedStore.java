package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.log.StoreException;
import java.util.List;
import java.util.Optional;

/** A client's store that tells of each commit. */
final class WatchedStore implements ClientStore {
    private final ClientStore store;
    private final Runnable committed;

    /** How many events, and heads of logs, it was asked for. */
    int events;

    /** How often it was scrubbed. */
    int scrubbed;

    WatchedStore(ClientStore store, Runnable committed) {
        this.store = store;
        this.committed = committed;
    }

    @Override
    public List<Row> rows(Table table) {
        return store.rows(table);
    }

    @Override
    public Optional<String> get(Table table, String key) {
        events += table == Table.EVENT ? 1 : 0;
        return store.get(table, key);
    }

    @Override
    public List<Row> first(Table table, String from, String to, int limit) {
        events += table == Table.HEAD ? 1 : 0;
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
        store.commit();
        committed.run();
    }

    @Override
    public void scrub() {
        scrubbed++;
        store.scrub();
    }

    @Override
    public void close() {
        store.close();
    }
}
