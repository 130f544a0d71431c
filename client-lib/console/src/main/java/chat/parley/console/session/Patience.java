package chat.parley.console.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long a command waits for an answer.
 *
 * @param limit then the command is given up; what it asked for may happen all the same
 */
public record Patience(Duration limit) {
    /**
     * What an operation came to.
     *
     * @throws Refusal if it failed, or there is no answer in time
     */
    public <T> T result(CompletableFuture<T> operation) {
        try {
            return operation.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Refusal(
                    Refusal.Code.NO_ANSWER,
                    "no answer in " + limit.toSeconds() + " s: look at what has become of it, then try again");
        } catch (ExecutionException | CompletionException e) {
            throw refusal(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("given up");
        }
    }

    /** Waits for what goes on by itself if there is no answer in time. Whether it has come to something, good or bad. */
    public boolean endsInTime(CompletableFuture<?> operation) {
        try {
            operation.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | CompletionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("given up");
        }
        return true;
    }

    private static RuntimeException refusal(Throwable cause) {
        return cause instanceof RuntimeException unexpected ? unexpected : new IllegalStateException(cause);
    }
}
