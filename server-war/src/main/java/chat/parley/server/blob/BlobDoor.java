package chat.parley.server.blob;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Stands before the files until the node is ready, and again when it stops; and has threads of its own for them: a file
 * takes its thread for minutes, and Payara has few for all.
 */
@ApplicationScoped
public class BlobDoor {
    private volatile BlobService service;
    private volatile ThreadPoolExecutor threads;

    /** Lets requests through from now on. */
    public synchronized void open(BlobService files) {
        threads = new ThreadPoolExecutor(
                0, BlobService.MAX_REQUESTS, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "parley-blob");
                    thread.setDaemon(true);
                    return thread;
                });
        service = files;
    }

    /** Turns requests away and breaks off those under way. */
    public synchronized void shut() {
        service = null;
        if (threads != null) {
            threads.shutdownNow();
            threads = null;
        }
    }

    /**
     * Has a request answered, on a thread of its own if it is let in.
     *
     * @param writer writes the answer before it returns; it need not close it
     */
    public void enter(BlobRequest request, Consumer<BlobAnswer> writer) {
        try {
            answer(request, writer);
        } catch (BlobException e) {
            writer.accept(BlobAnswer.error(e).to(request));
        }
    }

    private void answer(BlobRequest request, Consumer<BlobAnswer> writer) throws BlobException {
        BlobService open = service;
        ThreadPoolExecutor free = threads;
        if (open == null || free == null) {
            throw new BlobException(BlobCode.NOT_READY, "the server starts or stops").with(BlobAnswer.RETRY_AFTER, 1);
        }
        BlobService.Visitor visitor = open.admit(request);
        try {
            free.execute(() -> {
                try (visitor;
                        BlobAnswer answer = open.answer(visitor, request)) {
                    writer.accept(answer);
                }
            });
        } catch (RejectedExecutionException e) {
            visitor.close();
            throw new BlobException(BlobCode.BUSY, "too many files are under way").with(BlobAnswer.RETRY_AFTER, 1);
        }
    }
}
