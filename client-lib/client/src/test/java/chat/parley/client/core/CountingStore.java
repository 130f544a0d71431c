package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.log.StoreException;
import java.util.List;
import java.util.Optional;

/** A client's store that counts the events that are read from it, the rows that are read in pages, and those of keys. */
final class CountingStore implements ClientStore {
    private final ClientStore store;
    int got;
    int paged;

    /** Rows of epochs and chains. */
    int keys;

    CountingStore(ClientStore store) {
        this.store = store;
    }

    @Override
    public List<Row> rows(Table table) {
        return keys(table, store.rows(table));
    }

    @Override
    public Optional<String> get(Table table, String key) {
        got += table == Table.EVENT ? 1 : 0;
        return store.get(table, key);
    }

    @Override
    public List<Row> first(Table table, String from, String to, int limit) {
        return counted(keys(table, store.first(table, from, to, limit)));
    }

    @Override
    public List<Row> last(Table table, String from, String to, int limit) {
        return counted(store.last(table, from, to, limit));
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
    }

    @Override
    public void close() {
        store.close();
    }

    private List<Row> keys(Table table, List<Row> rows) {
        keys += table == Table.EPOCH || table == Table.CHAIN ? rows.size() : 0;
        return rows;
    }

    private List<Row> counted(List<Row> rows) {
        paged += rows.size();
        return rows;
    }
}
