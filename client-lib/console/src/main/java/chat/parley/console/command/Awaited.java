package chat.parley.console.command;

import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import chat.parley.console.session.WhatToType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** What goes on by itself when nobody waits at the prompt any more: it is told when it comes. */
record Awaited(Session session) {
    /**
     * Waits as long as commands do.
     *
     * @param meanwhile is said if it takes longer
     * @param now does something with the result, at the prompt
     * @param later the same when the person types other things already: nothing can be asked then
     */
    <T> void result(CompletableFuture<T> operation, String meanwhile, Consumer<T> now, Consumer<T> later) {
        boolean ended;
        try {
            ended = session.patience().endsInTime(operation);
        } catch (Refusal givenUp) {
            later(operation, later);
            throw givenUp;
        }
        if (ended) {
            now.accept(session.patience().result(operation));
        } else {
            session.tell(meanwhile);
            later(operation, later);
        }
    }

    /** Does not wait. */
    <T> void later(CompletableFuture<T> operation, Consumer<T> told) {
        operation.whenComplete((result, failure) -> {
            if (failure == null) {
                told.accept(result);
            } else {
                Throwable why = failure instanceof CompletionException ? failure.getCause() : failure;
                session.warn(why instanceof RuntimeException known ? WhatToType.of(known) : why.getMessage());
            }
        });
    }
}
