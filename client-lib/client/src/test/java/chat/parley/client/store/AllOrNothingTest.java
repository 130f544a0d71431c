package chat.parley.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.log.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("I2: a store that failed within a step")
class AllOrNothingTest {
    private final MemoryClientStore rows = new MemoryClientStore();

    /** One whose puts into a table fail. */
    private final ClientStore store = new AllOrNothing((ClientStore) Proxy.newProxyInstance(
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

    @Test
    @DisplayName("commits nothing any more, though whoever called it went on")
    void failedCall_nothingIsCommitted() throws Exception {
        store.put(Table.MESSAGE, "a", "1");
        store.commit();
        store.put(Table.MESSAGE, "b", "2");
        assertThatThrownBy(() -> store.put(Table.CHAIN, "c", "3")).hasMessage("the disk is full");
        store.put(Table.MESSAGE, "d", "4");
        assertThatThrownBy(store::commit).isInstanceOf(StoreException.class);
        assertThat(rows.reopen().rows(Table.MESSAGE)).containsExactly(new Row("a", "1"));
    }
}
