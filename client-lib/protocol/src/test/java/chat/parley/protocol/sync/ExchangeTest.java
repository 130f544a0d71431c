package chat.parley.protocol.sync;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.DurableStore;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.MemoryEventStore;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Links")
class ExchangeTest {
    private static final LogId LOG = new LogId(CRYPTO.random(LogId.BYTES));

    private final Map<DeviceId, Long> vector = new HashMap<>();
    private final List<Frame> sent = new ArrayList<>();

    private Exchange exchange() {
        MemoryEventStore memory = new MemoryEventStore();
        DurableStore store = (DurableStore) Proxy.newProxyInstance(
                ExchangeTest.class.getClassLoader(),
                new Class<?>[] {DurableStore.class},
                (proxy, method, arguments) -> {
                    return method.getName().equals("vector") ? vector : method.invoke(memory, arguments);
                });
        Ledger ledger = new Ledger(store, new EventCodec(CRYPTO), CRYPTO);
        return new Exchange(ledger, null, sent::add, UnaryOperator.identity());
    }

    private void devices(int count) {
        while (vector.size() < count) {
            vector.put(new DeviceId(CRYPTO.random(DeviceId.BYTES)), 1L);
        }
    }

    @Test
    @DisplayName("A log of more than 500 devices is compared by ranges, not pulled; by who may compare")
    void want_manyDevices_compared() {
        devices(Exchange.MAX_PULL_DEVICES);
        Exchange few = exchange();
        few.compareRanges();
        few.want(LOG, Set.of());
        devices(Exchange.MAX_PULL_DEVICES + 1);
        Exchange many = exchange();
        many.compareRanges();
        many.want(LOG, Set.of());
        exchange().want(LOG, Set.of());
        assertThat(sent).extracting(Frame::getClass).<Class<?>>containsExactly(Pull.class, Compare.class, Pull.class);
    }
}
