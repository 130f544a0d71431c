package chat.parley.client.store;

class MemoryClientStoreTest extends ClientStoreContract {
    @Override
    ClientStore create() {
        return new MemoryClientStore();
    }
}
