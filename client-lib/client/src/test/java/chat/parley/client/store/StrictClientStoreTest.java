package chat.parley.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.log.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A store that does not fail is as it was. */
class StrictClientStoreTest extends GroupedRowsContract {
    @Override
    protected ClientStore create() {
        return new StrictClientStore(new MemoryClientStore());
    }

    @Test
    @DisplayName("I2: a store that failed within a step commits nothing any more, though whoever called it went on")
    void failedCall_nothingIsCommitted() throws Exception {
        MemoryClientStore rows = new MemoryClientStore();
        ClientStore store = new StrictClientStore((ClientStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ClientStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("put") && arguments[0] == Table.CHAIN) {
                        throw new IllegalStateException("the disk is full");
                    }
                    try {
                        return method.invoke(rows, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
        store.put(Table.MESSAGE, "a", "1");
        store.commit();
        store.put(Table.MESSAGE, "b", "2");
        assertThatThrownBy(() -> store.put(Table.CHAIN, "c", "3"))
                .isInstanceOf(StoreFailedException.class)
                .hasMessage("the disk is full");
        assertThatThrownBy(() -> store.put(Table.MESSAGE, "d", "4")).isInstanceOf(StoreFailedException.class);
        assertThatThrownBy(store::commit).isInstanceOf(StoreException.class);
        assertThat(rows.reopen().rows(Table.MESSAGE)).containsExactly(new Row("a", "1"));
    }
}
