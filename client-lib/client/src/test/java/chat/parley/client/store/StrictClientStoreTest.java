package chat.parley.client.store;

/** A store that does not fail is as it was. */
class StrictClientStoreTest extends GroupedRowsContract {
    @Override
    protected ClientStore create() {
        return new StrictClientStore(new MemoryClientStore());
    }
}
