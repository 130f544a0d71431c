package chat.parley.server.blob;

import chat.parley.protocol.log.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The way from the threads that serve HTTP to the node's one thread, which has the database. Never used by that thread
 * itself: it would wait for itself.
 */
final class NodeCalls {
    /** How long a request waits for the node. */
    private static final long PATIENCE_SECONDS = 20;

    private final Consumer<Runnable> node;
    private final Consumer<Runnable> quiet;

    /** A change that may fail. */
    @FunctionalInterface
    interface Change {
        void make() throws StoreException;
    }

    /**
     * @param node has something done on the node's thread
     * @param quiet has something done there when no batch of events is open
     */
    NodeCalls(Consumer<Runnable> node, Consumer<Runnable> quiet) {
        this.node = node;
        this.quiet = quiet;
    }

    /** Asks, and waits for the answer. */
    <T> T ask(Supplier<T> question) throws BlobException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        node.accept(() -> complete(answer, question));
        return await(answer);
    }

    /** Changes the database, and waits until it is on its disk. */
    void change(Change change) throws BlobException {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        node.accept(() -> quiet.accept(() -> complete(done, () -> {
            try {
                change.make();
                return true;
            } catch (StoreException e) {
                throw new IllegalStateException(e);
            }
        })));
        await(done);
    }

    /** Has something done there, without waiting. */
    void tell(Runnable task) {
        node.accept(task);
    }

    /** Has something done there when no batch of events is open, without waiting. */
    void whenQuiet(Runnable task) {
        node.accept(() -> quiet.accept(task));
    }

    private static <T> void complete(CompletableFuture<T> answer, Supplier<T> question) {
        try {
            answer.complete(question.get());
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private static <T> T await(CompletableFuture<T> answer) throws BlobException {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new BlobException(BlobCode.STORE_FAILED, "the server's database does not answer");
        } catch (TimeoutException e) {
            throw new BlobException(BlobCode.BUSY, "the server is busy").with(BlobAnswer.RETRY_AFTER, 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlobException(BlobCode.NOT_READY, "the server stops");
        }
    }
}
