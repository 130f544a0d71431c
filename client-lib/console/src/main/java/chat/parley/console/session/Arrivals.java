package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.client.ClientListener;
import chat.parley.client.ParleyClient;
import chat.parley.client.RoomRef;
import chat.parley.client.naming.InertText;
import chat.parley.console.screen.Line;
import chat.parley.protocol.id.EventId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** What happens to the client: shown to the person, and remembered where it changes what they see or can do. */
public final class Arrivals implements ClientListener {
    private static final String STOPPED = "CLIENT_STOPPED";

    private final Session session;
    private final EventLines lines;
    private final BiConsumer<ClientEvent, List<Line>> shows;
    private final Set<EventId> alreadyShown = new HashSet<>();
    private volatile String lastFailure = "no answer";

    public Arrivals(Session session) {
        this(session, (event, lines) -> lines.forEach(session::show));
    }

    /** @param shows an event, and what people are shown of it */
    public Arrivals(Session session, BiConsumer<ClientEvent, List<Line>> shows) {
        this.session = session;
        this.shows = shows;
        ParleyClient client = session.client();
        ConnectionNews news =
                new ConnectionNews(() -> client.connection().known().size());
        RoomLines rooms = new RoomLines(session.rooms(), session.tags(), session.tickets(), client::room);
        this.lines =
                new EventLines(news, session.messages(), rooms, session.waiting(), session.transfers(), client::room);
    }

    /**
     * Shows the last messages of each room that was joined in an earlier run. Call before events are handed on: those
     * shown here are not shown again.
     */
    public void showHistory(int perRoom) {
        for (RoomRef room : session.client().rooms()) {
            for (ClientEvent.Message message : session.client().history(room, perRoom)) {
                alreadyShown.add(message.id());
                shows.accept(message, List.of(session.line(message)));
            }
            session.showWaiting(room);
        }
    }

    @Override
    public void on(ClientEvent event) {
        if (event instanceof ClientEvent.Problem problem && problem.code().equals(STOPPED)) {
            // The program ends with that.
            session.life().stop(problem.text());
            return;
        }
        remember(event);
        boolean again = event instanceof ClientEvent.Message message && alreadyShown.remove(message.id());
        if (!again) {
            shows.accept(event, lines.of(event));
        }
        if (event instanceof ClientEvent.Problem problem
                && problem.keptOut().filter(session.focus()::refused).isPresent()) {
            session.keptOut();
        }
        session.refresh();
        session.life().happened();
    }

    private void remember(ClientEvent event) {
        if (event instanceof ClientEvent.Joined joined) {
            session.focus().joined(joined.room());
        } else if (event instanceof ClientEvent.Left left) {
            gone(left.room());
        } else if (event instanceof ClientEvent.Removed removed
                && removed.person().self()) {
            gone(removed.room());
        } else if (event instanceof ClientEvent.Disconnected disconnected) {
            lastFailure = disconnected.reason();
        } else if (event instanceof ClientEvent.Typing typing) {
            session.typing().on(typing);
        } else if (event instanceof ClientEvent.Message message
                && !message.sender().self()) {
            session.unread().arrived(message);
            session.focus().current().filter(message.room()::equals).ifPresent(session::look);
        }
    }

    private void gone(RoomRef room) {
        session.focus().left(room);
        session.unread().look(room);
    }

    /** Why a server could not be reached, or was lost, last. */
    public String lastFailure() {
        return InertText.of(lastFailure);
    }
}
