package chat.parley.client.blob;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends a transfer from another thread: at the next piece, and at once where it waits. What is across stays. Thread-safe. */
public final class Cancellation {
    private final CountDownLatch cancelled = new CountDownLatch(1);

    public void cancel() {
        cancelled.countDown();
    }

    public boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    /** Lets a transfer go on, or ends it. */
    void check() throws TransferException {
        if (isCancelled()) {
            throw new TransferException(TransferException.Code.CANCELLED, "the transfer was cancelled");
        }
    }

    /** Waits, unless it is cancelled. */
    void pause(long millis) throws TransferException, InterruptedException {
        cancelled.await(millis, TimeUnit.MILLISECONDS);
        check();
    }
}
