package chat.parley.server.admission;

import chat.parley.protocol.id.UserId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The buckets of those authors of whom something came lately: a full one is forgotten when another needs its place. */
final class Authors {
    private final int most;
    private final Rate rate;
    private final Map<UserId, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    Authors(Rate rate, int most) {
        this.rate = rate;
        this.most = most;
    }

    /** The bucket of an author, or null while there is no place for it. */
    Bucket of(UserId author, long now) {
        Bucket known = buckets.get(author);
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
        buckets.put(author, fresh);
        return fresh;
    }

    int size() {
        return buckets.size();
    }
}
