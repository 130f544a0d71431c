package chat.parley.server.cluster;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** The registry of a server without a cluster: it knows only itself. Others are reached as configured peers. */
public final class LonelyRegistry implements Registry {
    private final AtomicReference<Map<String, String>> self = new AtomicReference<>(Map.of());

    @Override
    public void announce(String serverId, String value) {
        self.set(Map.of(serverId, value));
    }

    @Override
    public Map<String, String> entries() {
        return self.get();
    }

    @Override
    public void onChange(Runnable listener) {
        // Nothing that others do is ever seen here.
    }

    @Override
    public String kind() {
        return "none";
    }

    @Override
    public void close() {
        self.set(Map.of());
    }
}
