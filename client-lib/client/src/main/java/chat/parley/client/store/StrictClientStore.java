package chat.parley.client.store;

import chat.parley.protocol.log.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Another store that is used no more once it has failed, until it is closed and opened anew.
 *
 * <p><b>Guarantees.</b> After the first failure nothing is read, written or committed: what is in memory may be ahead of
 * what is durable, and a later commit that succeeds would hide it. Every failure is a {@link StoreFailedException}; of
 * {@link #commit} a {@link StoreException}.
 */
public final class StrictClientStore implements ClientStore {
    private final ClientStore rows;
    private Optional<Exception> failure = Optional.empty();

    public StrictClientStore(ClientStore rows) {
        this.rows = rows;
    }

    @Override
    public List<Row> rows(Table table) {
        return strictly(() -> rows.rows(table));
    }

    @Override
    public Optional<String> get(Table table, String key) {
        return strictly(() -> rows.get(table, key));
    }

    @Override
    public List<Row> first(Table table, String from, String to, int limit) {
        return strictly(() -> rows.first(table, from, to, limit));
    }

    @Override
    public List<Row> last(Table table, String from, String to, int limit) {
        return strictly(() -> rows.last(table, from, to, limit));
    }

    @Override
    public void put(Table table, String key, String value) {
        strictly(() -> rows.put(table, key, value));
    }

    @Override
    public void remove(Table table, String key) {
        strictly(() -> rows.remove(table, key));
    }

    @Override
    public void removeAll(Table table, String prefix) {
        strictly(() -> rows.removeAll(table, prefix));
    }

    @Override
    public void commit() throws StoreException {
        if (failure.isPresent()) {
            throw new StoreException(said(), failure.get());
        }
        try {
            rows.commit();
        } catch (StoreException | RuntimeException e) {
            failure = Optional.of(e);
            throw new StoreException(said(), e);
        }
    }

    @Override
    public void scrub() {
        strictly(rows::scrub);
    }

    /** Closes the store, whether it has failed or not. */
    @Override
    public void close() {
        rows.close();
    }

    private void strictly(Runnable step) {
        strictly(() -> {
            step.run();
            return null;
        });
    }

    private <T> T strictly(Supplier<T> step) {
        if (!failure.isPresent()) {
            try {
                return step.get();
            } catch (RuntimeException e) {
                failure = Optional.of(e);
            }
        }
        throw new StoreFailedException(said(), failure.get());
    }

    private String said() {
        return failure.map(Throwable::getMessage).orElse("the client's store has failed");
    }
}
