package chat.parley.protocol.log;

/**
 * An event store that makes batches durable: nothing added since the last commit survives a crash, everything before it
 * does.
 */
public interface DurableStore extends EventStore {
    /**
     * Makes all that was added durable: when this returns it is synced to the disk.
     *
     * @throws StoreException if it could not; then nothing of the batch is in the store any more
     */
    void commit() throws StoreException;

    /**
     * Takes back all that was added since the last commit. Only stores need it in which something is kept besides that is derived
     * from events ({@link Ledger.Listener#committing}).
     */
    default void takeBack() {
        throw new UnsupportedOperationException("nothing is derived from this store's events");
    }
}
