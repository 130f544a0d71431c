package chat.parley.android.file;

import android.content.Context;
import android.os.SystemClock;
import chat.parley.android.app.Session;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What the app has for files, for all screens: where they lie, what comes and goes, and previews that were decoded. */
public final class Cabinet {
    private static final int IDLE_SECONDS = 5;

    private final Session session;
    private final Executor screens;
    private final Executor hands = thread("parley-files");
    private final Executor copies = thread("parley-copies");
    private final Inbox inbox;
    private final Runnable busy;
    private final Traffic traffic;
    private final Thumbnails thumbnails;
    private final OutgoingFiles outgoing;
    private final IncomingFiles incoming;

    /**
     * @param screens runs on the screens' thread, in order
     * @param busy hears that files are on their way, or none any more
     */
    public Cabinet(Context app, Session session, Executor screens, Runnable busy) {
        this.session = session;
        this.screens = screens;
        this.busy = busy;
        this.traffic = new Traffic(SystemClock::elapsedRealtimeNanos, busy);
        this.inbox = Inbox.of(app);
        this.thumbnails = new Thumbnails(screens, thread("parley-previews"));
        this.outgoing = new OutgoingFiles(app, this);
        this.incoming = new IncomingFiles(this);
        session.watch(traffic);
        session.watch(outgoing);
        session.watch(incoming);
    }

    /** The client is about to be open: what was under way when the app ended goes on. */
    public void goOn() {
        traffic.restart();
        outgoing.goOn();
        incoming.goOn();
        // Once these are answered, and what they have begun is too.
        answered(() -> answered(busy));
    }

    private void answered(Runnable then) {
        session.ask(opened -> true, done -> then.run(), e -> then.run());
    }

    /** Somebody else will use the app: nothing that came is kept. */
    public void clear() {
        traffic.restart();
        thumbnails.shrink();
        session.ask(
                opened -> {
                    inbox.clear();
                    new FileNotes(opened.notes()).clear();
                    return true;
                },
                done -> {},
                e -> {});
    }

    /** The person ends what comes or goes. */
    void cancel(Move move, Consumer<RuntimeException> failed) {
        session.ask(
                opened -> {
                    opened.client().files().cancel(move.number());
                    return move;
                },
                done -> {},
                failed);
    }

    /** The phone is short of memory. */
    public void shrink() {
        thumbnails.shrink();
    }

    public Traffic traffic() {
        return traffic;
    }

    Thumbnails thumbnails() {
        return thumbnails;
    }

    OutgoingFiles outgoing() {
        return outgoing;
    }

    IncomingFiles incoming() {
        return incoming;
    }

    Inbox inbox() {
        return inbox;
    }

    Session session() {
        return session;
    }

    /** Runs what looks at files. */
    public Executor hands() {
        return hands;
    }

    /** Runs what reads whole files, and may take long. */
    Executor copies() {
        return copies;
    }

    /** Runs on the screens' thread. */
    public Executor screens() {
        return screens;
    }

    /** One thread, there only while it has something to do. */
    private static Executor thread(String name) {
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> new Thread(task, name));
        one.allowCoreThreadTimeOut(true);
        return one;
    }
}
