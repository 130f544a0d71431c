package chat.parley.client.account;

import chat.parley.client.AccountException;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks the server one thing at a time, and hears its answer, or why there is none. */
final class Talk {
    /** So long an answer may take, in milliseconds. */
    static final long ANSWER_MILLIS = 30_000;

    private final Self self;
    private Optional<Question<?>> open = Optional.empty();

    private record Question<T>(Class<T> answer, CompletableFuture<T> future, long until) {
        boolean take(Frame frame) {
            return answer.isInstance(frame) && future.complete(answer.cast(frame));
        }
    }

    Talk(Self self) {
        this.self = self;
    }

    /** The server that is spoken with, or there is nothing to be done. */
    Greeting server() {
        return self.server().orElseThrow(Talk::notConnected);
    }

    <T extends Frame> CompletableFuture<T> ask(Frame question, Class<T> answer) {
        server();
        CompletableFuture<T> future = new CompletableFuture<>();
        open = Optional.of(new Question<>(answer, future, self.now() + ANSWER_MILLIS));
        self.send(question);
        return future;
    }

    /** Whether a frame was an answer that is waited for. */
    boolean take(Frame frame) {
        if (!open.isPresent() || !open.get().answer().isInstance(frame) && !(frame instanceof Problem)) {
            return false;
        }
        Question<?> question = open.get();
        if (frame instanceof Problem) {
            Optional<AccountException> failure = failure((Problem) frame);
            failure.ifPresent(this::fail);
            return failure.isPresent();
        }
        open = Optional.empty();
        return question.take(frame);
    }

    void tick(long now) {
        open.filter(question -> now >= question.until()).ifPresent(late -> fail(notConnected()));
    }

    void lost() {
        fail(notConnected());
    }

    private void fail(AccountException failure) {
        Optional<Question<?>> failed = open;
        open = Optional.empty();
        failed.ifPresent(question -> question.future().completeExceptionally(failure));
    }

    static AccountException notConnected() {
        return new AccountException(
                AccountException.Code.NOT_CONNECTED, "no server has answered: try again when one is connected");
    }

    /** What the server's refusal means for the person; empty if it is about something else. */
    private static Optional<AccountException> failure(Problem problem) {
        for (ProblemCode code : ProblemCode.values()) {
            if (code.name().equals(problem.code())) {
                return code(code).map(known -> new AccountException(known, "the server says: " + problem.reason()));
            }
        }
        return Optional.empty();
    }

    private static Optional<AccountException.Code> code(ProblemCode code) {
        switch (code) {
            case LOGIN_FAILED:
                return Optional.of(AccountException.Code.LOGIN_FAILED);
            case LOGIN_THROTTLED:
            case TOO_MANY:
                return Optional.of(AccountException.Code.LOGIN_THROTTLED);
            case NAME_TAKEN:
                return Optional.of(AccountException.Code.NAME_TAKEN);
            case ACCOUNT_STALE:
                return Optional.of(AccountException.Code.ACCOUNT_STALE);
            case REGISTRATION_CLOSED:
                return Optional.of(AccountException.Code.REGISTRATION_CLOSED);
            case BAD_INVITATION:
                return Optional.of(AccountException.Code.BAD_INVITATION);
            case BAD_ACCOUNT:
                return Optional.of(AccountException.Code.SERVER_LIES);
            case STORE_FAILED:
                return Optional.of(AccountException.Code.NOT_CONNECTED);
            default:
                return Optional.empty();
        }
    }
}
