package chat.parley.server.blob;

import java.util.HashMap;
import java.util.Map;

/** How many requests of one bearer are under way: one of them alone cannot take all threads. Thread-safe. */
final class Turns {
    private final int most;
    private final Map<Object, Integer> underWay = new HashMap<>();

    Turns(int most) {
        this.most = most;
    }

    /**
     * Begins one; closing it ends it.
     *
     * @throws BlobException if there are too many
     */
    Turn begin(Object who) throws BlobException {
        synchronized (underWay) {
            if (underWay.getOrDefault(who, 0) >= most) {
                throw new BlobException(BlobCode.BUSY, "at most " + most + " requests at a time")
                        .with(BlobAnswer.RETRY_AFTER, 1);
            }
            underWay.merge(who, 1, Integer::sum);
        }
        return new Turn(who);
    }

    /** One that is under way. */
    final class Turn implements AutoCloseable {
        private final Object who;
        private boolean over;

        private Turn(Object who) {
            this.who = who;
        }

        @Override
        public void close() {
            synchronized (underWay) {
                if (!over) {
                    over = true;
                    underWay.computeIfPresent(who, (each, count) -> count == 1 ? null : count - 1);
                }
            }
        }
    }
}
