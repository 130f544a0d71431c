package chat.parley.client.account;

import chat.parley.client.AccountException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * What takes several steps, one such thing at a time. Its result is told when all that it changed is durable; then its
 * secrets are overwritten, however it has ended.
 */
final class Errands {
    private final Self self;
    private final List<Runnable> wipes = new ArrayList<>();
    private boolean busy;

    Errands(Self self) {
        this.self = self;
    }

    boolean busy() {
        return busy;
    }

    /** Overwrites something when the present errand has ended. */
    void wipe(Runnable wipe) {
        wipes.add(wipe);
    }

    <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> errand, char[]... passwords) {
        CompletableFuture<T> told = new CompletableFuture<>();
        if (busy) {
            wipe(passwords);
            told.completeExceptionally(
                    new AccountException(AccountException.Code.BUSY, "something else is being done: wait for its end"));
            return told;
        }
        busy = true;
        wipes.add(() -> wipe(passwords));
        start(errand).whenComplete((result, failure) -> self.afterwards(() -> end(told, result, failure)));
        self.step();
        return told;
    }

    private static <T> CompletableFuture<T> start(Supplier<CompletableFuture<T>> errand) {
        try {
            return errand.get();
        } catch (AccountException e) {
            CompletableFuture<T> failed = new CompletableFuture<>();
            failed.completeExceptionally(e);
            return failed;
        }
    }

    private <T> void end(CompletableFuture<T> told, T result, Throwable failure) {
        wipes.forEach(Runnable::run);
        wipes.clear();
        busy = false;
        if (failure == null) {
            told.complete(result);
        } else {
            told.completeExceptionally(failure instanceof CompletionException ? failure.getCause() : failure);
        }
    }

    private static void wipe(char[]... passwords) {
        for (char[] password : passwords) {
            Arrays.fill(password, '\0');
        }
    }
}
