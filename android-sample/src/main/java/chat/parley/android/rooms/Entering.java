package chat.parley.android.rooms;

import chat.parley.android.app.Opened;
import chat.parley.android.app.Session;
import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Ways into rooms. It may take until a server is there: so long the room is listed as one that the person is on the way into.
 * Of the screens' thread.
 */
public final class Entering implements Session.Watcher {
    private final Session session;

    public Entering(Session session) {
        this.session = session;
    }

    /** Joins an open room. */
    static void join(Session session, RoomRef.Open room, Consumer<RoomRef> begun, Consumer<RuntimeException> failed) {
        begin(
                session,
                opened -> {
                    opened.client().join(room);
                    return room;
                },
                begun,
                failed);
    }

    /** Comes in by a link; {@code failed} hears an IllegalArgumentException if it is none. */
    static void enter(Session session, String link, Consumer<RoomRef> begun, Consumer<RuntimeException> failed) {
        begin(session, opened -> opened.client().owned().enter(link), begun, failed);
    }

    /** The person does not want to come in any more. */
    static void end(Session session, RoomRef room, Runnable then) {
        session.ask(
                opened -> {
                    opened.client().leave(room);
                    new Notes(opened.notes()).entered(room);
                    return room;
                },
                done -> then.run(),
                e -> then.run());
    }

    @Override
    public void happened(ClientEvent event) {
        over(event)
                .ifPresent(room -> session.ask(
                        opened -> {
                            new Notes(opened.notes()).entered(room);
                            return room;
                        },
                        done -> {},
                        e -> {}));
    }

    private static Optional<RoomRef> over(ClientEvent event) {
        if (event instanceof ClientEvent.Joined joined) {
            return Optional.of(joined.room());
        }
        if (event instanceof ClientEvent.Left left) {
            return Optional.of(left.room());
        }
        return event instanceof ClientEvent.Problem problem ? problem.keptOut() : Optional.empty();
    }

    private static void begin(
            Session session,
            Function<Opened, RoomRef> way,
            Consumer<RoomRef> begun,
            Consumer<RuntimeException> failed) {
        session.ask(
                opened -> {
                    RoomRef room = way.apply(opened);
                    new Notes(opened.notes()).entering(room);
                    return room;
                },
                begun,
                failed);
    }
}
