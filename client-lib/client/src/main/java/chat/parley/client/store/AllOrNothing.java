package chat.parley.client.store;

import chat.parley.protocol.log.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Another store that commits nothing any more once a call has failed: whoever goes on after a failure, as one does who
 * takes it for a stranger's bad message, cannot make half of a step durable.
 */
public final class AllOrNothing implements ClientStore {
    private final ClientStore rows;
    private RuntimeException failure;

    public AllOrNothing(ClientStore rows) {
        this.rows = rows;
    }

    @Override
    public List<Row> rows(Table table) {
        return watched(() -> rows.rows(table));
    }

    @Override
    public Optional<String> get(Table table, String key) {
        return watched(() -> rows.get(table, key));
    }

    @Override
    public List<Row> first(Table table, String from, String to, int limit) {
        return watched(() -> rows.first(table, from, to, limit));
    }

    @Override
    public List<Row> last(Table table, String from, String to, int limit) {
        return watched(() -> rows.last(table, from, to, limit));
    }

    @Override
    public void put(Table table, String key, String value) {
        watched(() -> {
            rows.put(table, key, value);
            return true;
        });
    }

    @Override
    public void remove(Table table, String key) {
        watched(() -> {
            rows.remove(table, key);
            return true;
        });
    }

    @Override
    public void removeAll(Table table, String prefix) {
        watched(() -> {
            rows.removeAll(table, prefix);
            return true;
        });
    }

    @Override
    public void commit() throws StoreException {
        if (failure != null) {
            throw new StoreException("a row could not be read or written", failure);
        }
        rows.commit();
    }

    @Override
    public void close() {
        rows.close();
    }

    private <T> T watched(Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }
}
