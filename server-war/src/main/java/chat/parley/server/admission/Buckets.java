package chat.parley.server.admission;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The buckets of those of whom something came lately: a full one is forgotten when another needs its place.
 *
 * @param <K> what they are told apart by
 */
final class Buckets<K> {
    private final int most;
    private final Rate rate;
    private final Map<K, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    Buckets(Rate rate, int most) {
        this.rate = rate;
        this.most = most;
    }

    /** The bucket of one of them, or null while there is no place for it. */
    Bucket of(K key, long now) {
        Bucket known = buckets.get(key);
        if (known != null) {
            return known;
        }
        if (buckets.size() >= most) {
            // The one not used for longest is the first to be full again.
            Iterator<Bucket> eldest = buckets.values().iterator();
            if (!eldest.next().full(now)) {
                return null;
            }
            eldest.remove();
        }
        Bucket fresh = new Bucket(rate, now);
        buckets.put(key, fresh);
        return fresh;
    }

    int size() {
        return buckets.size();
    }
}
