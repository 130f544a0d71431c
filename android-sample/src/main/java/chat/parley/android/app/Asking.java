package chat.parley.android.app;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Asks for the same again and again, but never twice at once: all that happens meanwhile is one question more. Of the screens'
 * thread.
 */
public final class Asking<T> {
    private final Session session;
    private final Supplier<Function<Opened, T>> question;
    private final Consumer<T> answer;
    private final Consumer<RuntimeException> failed;
    private boolean underWay;
    private boolean again;

    /** @param question what is asked, as it is when it is asked */
    public Asking(
            Session session,
            Supplier<Function<Opened, T>> question,
            Consumer<T> answer,
            Consumer<RuntimeException> failed) {
        this.session = session;
        this.question = question;
        this.answer = answer;
        this.failed = failed;
    }

    /** What is known may be old. */
    public void now() {
        if (underWay) {
            again = true;
            return;
        }
        underWay = true;
        session.ask(
                question.get(),
                found -> {
                    answer.accept(found);
                    over();
                },
                e -> {
                    failed.accept(e);
                    over();
                });
    }

    private void over() {
        underWay = false;
        if (again) {
            again = false;
            now();
        }
    }
}
