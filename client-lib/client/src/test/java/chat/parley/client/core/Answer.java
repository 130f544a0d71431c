package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.AccountException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What has come of a question that is answered by now. */
final class Answer {
    private Answer() {}

    /** The answer, or the failure that was it. */
    static <T> T of(CompletableFuture<T> future) {
        assertThat(future).isDone();
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Why it was refused; these words are not in what is said of it. */
    static AccountException.Code failure(ThrowingCallable act, String... secrets) {
        AccountException.Code[] code = new AccountException.Code[1];
        assertThatThrownBy(act).isInstanceOfSatisfying(AccountException.class, e -> {
            code[0] = e.code();
            for (String each : secrets) {
                assertThat(e.getMessage()).doesNotContain(each);
            }
        });
        return code[0];
    }
}
