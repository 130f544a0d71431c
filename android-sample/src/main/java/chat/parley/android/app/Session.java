package chat.parley.android.app;

import chat.parley.android.account.KeptCode;
import chat.parley.android.rooms.Notes;
import chat.parley.client.ClientEvent;
import chat.parley.client.ClientException;
import chat.parley.client.ClientListener;
import chat.parley.client.ParleyClient;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The one client of the app, for all screens. What is asked of it runs on a thread of its own; answers and events come on
 * the screens' thread, in order. All methods but {@link #on} and {@link #later} are for the screens' thread.
 */
public final class Session implements ClientListener {
    private final Executor screens;
    private final ExecutorService worker;
    private final Set<Watcher> watchers = new LinkedHashSet<>();
    private final LinkState link = new LinkState();
    private boolean wanted;
    /** The worker's. */
    private Opened opened;
    /** The worker's: why there is none. */
    private RuntimeException failure = new IllegalStateException("not open yet");

    /** Hears of events on the screens' thread. */
    public interface Watcher {
        void happened(ClientEvent event);
    }

    /**
     * @param screens runs on the screens' thread, in order
     * @param worker one thread
     */
    public Session(Executor screens, ExecutorService worker) {
        this.screens = screens;
        this.worker = worker;
    }

    /** Opens the client; what is asked meanwhile waits. Does nothing if it is open or about to be. */
    public void open(Opening opening) {
        if (wanted) {
            return;
        }
        wanted = true;
        worker.execute(() -> {
            try {
                opened = opening.open(this);
            } catch (RuntimeException e) {
                failure = e;
                screens.execute(() -> {
                    wanted = false;
                    link.stopped();
                });
            }
        });
        ask(o -> o.client().connection(), link::now, this::tellFailure);
    }

    /** Closes the client, once what was asked before is answered; then it can be opened anew. */
    public void close() {
        if (!wanted) {
            return;
        }
        wanted = false;
        link.gone();
        worker.execute(() -> {
            if (opened != null) {
                Opened before = opened;
                opened = null;
                failure = new IllegalStateException("closed");
                before.close();
            }
        });
    }

    /** The phone has another network: what is connected may be dead without a sign. */
    public void reconnect() {
        ask(
                o -> {
                    o.client().reconnect();
                    return o;
                },
                done -> {},
                e -> {});
    }

    /** Asks something; one of the two hears the answer. */
    public <T> void ask(Function<Opened, T> question, Consumer<T> answer, Consumer<RuntimeException> failed) {
        worker.execute(() -> {
            T found;
            try {
                found = question.apply(present());
            } catch (RuntimeException e) {
                screens.execute(() -> failed.accept(e));
                return;
            }
            screens.execute(() -> answer.accept(found));
        });
    }

    /** Asks for something that takes a server. */
    public <T> void askLater(
            Function<ParleyClient, CompletableFuture<T>> question,
            Consumer<T> answer,
            Consumer<RuntimeException> failed) {
        ask(
                o -> question.apply(o.client())
                        .whenComplete((found, thrown) -> screens.execute(() -> {
                            if (thrown == null) {
                                answer.accept(found);
                            } else {
                                failed.accept(unwrapped(thrown));
                            }
                        })),
                future -> {},
                failed);
    }

    /** Somebody else will use the app: what was typed and what was read is forgotten. */
    void forget() {
        ask(
                o -> {
                    new Notes(o.notes()).clear();
                    new KeptCode(o.notes()).clear();
                    return o;
                },
                done -> {},
                e -> {});
    }

    /** Runs something on the screens' thread; for any thread. */
    public void later(Runnable task) {
        screens.execute(task);
    }

    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    public void unwatch(Watcher watcher) {
        watchers.remove(watcher);
    }

    /** Where the client is connected. */
    public LinkState link() {
        return link;
    }

    @Override
    public void on(ClientEvent event) {
        screens.execute(() -> tell(event));
    }

    private void tell(ClientEvent event) {
        link.happened(event);
        if (event instanceof ClientEvent.Problem problem && problem.code().equals(Problems.STOPPED)) {
            link.stopped();
        }
        List<Watcher> now = new ArrayList<>(watchers);
        now.forEach(watcher -> watcher.happened(event));
    }

    /** Why is told by who is asked for what it would have: see {@link #ask}. */
    private void tellFailure(RuntimeException e) {
        String code = e instanceof ClientException known ? known.code().name() : "START";
        tell(new ClientEvent.Problem(code, ""));
    }

    private Opened present() {
        if (opened == null) {
            throw failure;
        }
        return opened;
    }

    private static RuntimeException unwrapped(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause.getMessage(), cause);
    }
}
