package chat.parley.console.script;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.console.ask.Asker;
import chat.parley.console.chat.Pipe;
import chat.parley.console.chat.Waits;
import chat.parley.console.screen.Line;
import chat.parley.console.screen.PipeScreen;
import chat.parley.console.screen.Screen;
import chat.parley.console.session.JsonEvents;
import chat.parley.console.session.JsonLines;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import chat.parley.console.settings.ExitCode;
import chat.parley.console.settings.Surroundings;
import chat.parley.protocol.id.EventId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Prints messages as they come. Events come from one thread; what is printed before them, from another. */
final class Tail implements Pipe.Use {
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private static final String MESSAGE = "message";

    private final Wanted wanted;
    private final Screen screen;
    private final PipeScreen out;
    private final Clock clock;
    private final Set<EventId> alreadyPrinted = new HashSet<>();

    /** The one room, for as long as this runs: it may be renamed meanwhile. */
    private volatile Optional<RoomRef> meant = Optional.empty();

    private volatile int printed;

    /**
     * What is wanted.
     *
     * @param count of messages; 0 for no end
     * @param save where files go that come; empty if they are not wanted
     */
    record Wanted(Optional<NamedRoom> room, boolean json, int history, int count, Optional<Path> save) {}

    Tail(Wanted wanted, Surroundings surroundings) {
        this.wanted = wanted;
        this.screen = new WarningsOnly(surroundings.err());
        this.out = new PipeScreen(surroundings.out());
        this.clock = surroundings.clock();
    }

    @Override
    public Screen screen() {
        return screen;
    }

    @Override
    public void before(Session session) {
        meant = wanted.room().flatMap(room -> room.known(session.rooms()));
        if (wanted.history() == 0) {
            return;
        }
        List<RoomRef> rooms = wanted.room().isEmpty()
                ? session.client().rooms()
                : meant.stream().toList();
        for (RoomRef room : rooms) {
            for (ClientEvent.Message message : session.client().history(room, wanted.history())) {
                alreadyPrinted.add(message.id());
                print(session, MESSAGE, message);
            }
        }
    }

    @Override
    public void on(ClientEvent event, Session session) {
        if (event instanceof ClientEvent.Message message && !alreadyPrinted.remove(message.id())) {
            save(session, message);
            print(session, MESSAGE, message);
        } else if (event instanceof ClientEvent.FileSaved || event instanceof ClientEvent.FileFailed) {
            if (wanted.json()) {
                new JsonEvents(session, clock).of(event, List.of()).forEach(out::print);
            } else if (event instanceof ClientEvent.FileSaved saved) {
                out.print(new Line.Status(
                                "saved as " + saved.file().toAbsolutePath().normalize())
                        .plain());
            }
        } else if (event instanceof ClientEvent.Changed changed && wanted.json()) {
            print(session, "changed", changed.message());
        }
    }

    private void save(Session session, ClientEvent.Message message) {
        if (wanted.save().isPresent()
                && here(message)
                && !full()
                && !message.sender().self()
                && message.marks().file().isPresent()) {
            session.transfers()
                    .begun(session.client()
                            .files()
                            .accept(message.room(), message.id(), wanted.save().get()));
        }
    }

    private boolean here(ClientEvent.Message message) {
        return wanted.room().isEmpty() || meant.filter(message.room()::equals).isPresent();
    }

    private void print(Session session, String kind, ClientEvent.Message message) {
        if (here(message) && !full()) {
            out.print(
                    wanted.json()
                            ? new JsonLines(session).of(kind, message)
                            : session.line(message).plain());
            printed = printed + (kind.equals(MESSAGE) ? 1 : 0);
        }
    }

    private boolean full() {
        return wanted.count() > 0 && printed >= wanted.count();
    }

    @Override
    public ExitCode run(Session session, Waits waits, Asker asker) {
        try {
            meant = wanted.room().map(room -> room.in(session));
        } catch (Refusal e) {
            session.warn(e.getMessage());
            return ExitCode.NO_ROOM;
        }
        ExitCode joined = waits.settled();
        if (joined == ExitCode.OK) {
            session.await(() -> full() || out.broken(), FOR_EVER);
            return waits.moved();
        }
        return joined;
    }
}
