package chat.parley.android.app;

import chat.parley.client.ClientEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What nobody must overlook, until it was seen: kept on the phone, told by the screen in front, or by a notification where
 * there is none. Of the screens' thread.
 */
public final class Alarms implements Session.Watcher {
    /** So many wait to be seen; what comes then is as good as told by those. */
    private static final int MAX = 32;

    private final Session session;
    private final Consumer<Optional<ClientEvent.Problem>> bell;
    private final Set<ClientEvent.Problem> unseen = new LinkedHashSet<>();
    private Optional<Runnable> front = Optional.empty();
    private boolean renewal;

    /** @param bell hears the first that waits while no screen is in front, or that none does any more */
    public Alarms(Session session, Consumer<Optional<ClientEvent.Problem>> bell) {
        this.session = session;
        this.bell = bell;
    }

    /** Takes those that were kept when the app ended. */
    public void load() {
        session.ask(
                opened -> {
                    AlarmNotes notes = new AlarmNotes(opened.notes());
                    List<ClientEvent.Problem> all = notes.all();
                    boolean again = notes.renewal();
                    return (Runnable) () -> {
                        unseen.addAll(all);
                        renewal |= again;
                        changed();
                    };
                },
                Runnable::run,
                e -> {});
    }

    @Override
    public void happened(ClientEvent event) {
        if (event instanceof ClientEvent.Problem problem
                && Problems.loud(problem)
                && unseen.size() < MAX
                && unseen.add(problem)) {
            renewal |= problem.code().equals(Problems.RENEWAL);
            // That the client has stopped is nothing to be told once it is there again.
            if (!problem.code().equals(Problems.STOPPED)) {
                note(notes -> notes.put(problem));
            }
            changed();
        }
    }

    /** The first that was not seen yet. */
    public Optional<ClientEvent.Problem> first() {
        return unseen.stream().findFirst();
    }

    /** The person has seen it. */
    public void seen(ClientEvent.Problem problem) {
        unseen.remove(problem);
        note(notes -> notes.seen(problem));
        changed();
        if (unseen.isEmpty()) {
            bell.accept(Optional.empty());
        }
    }

    /** Whether this device writes nothing any more until it logs in again. */
    public boolean renewal() {
        return renewal;
    }

    /** It has logged in again. */
    public void renewed() {
        renewal = false;
        note(AlarmNotes::renewed);
    }

    /** Somebody else will use the app. */
    void clear() {
        unseen.clear();
        renewal = false;
        note(AlarmNotes::clear);
        bell.accept(Optional.empty());
    }

    /** A screen is in front: it is told of changes, and looks for itself now. */
    void front(Runnable screen) {
        front = Optional.of(screen);
    }

    /** It is not any more; another one may be already. */
    void behind(Runnable screen) {
        front = front.filter(each -> each != screen);
    }

    private void changed() {
        if (front.isPresent()) {
            front.get().run();
        } else {
            bell.accept(first());
        }
    }

    private void note(Consumer<AlarmNotes> change) {
        session.ask(
                opened -> {
                    change.accept(new AlarmNotes(opened.notes()));
                    return true;
                },
                done -> {},
                e -> {});
    }
}
