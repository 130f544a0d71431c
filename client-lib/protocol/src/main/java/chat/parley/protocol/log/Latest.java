package chat.parley.protocol.log;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of those that were used last. */
final class Latest<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int most;

    /**
     * @param most most entries
     */
    Latest(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
