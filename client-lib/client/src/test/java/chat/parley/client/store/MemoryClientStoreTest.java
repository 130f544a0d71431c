package chat.parley.client.store;

class MemoryClientStoreTest extends ClientStoreContract {
    @Override
    protected ClientStore open() {
        return new MemoryClientStore();
    }
}
