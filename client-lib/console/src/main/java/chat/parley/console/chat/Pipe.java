package chat.parley.console.chat;

import chat.parley.client.ClientEvent;
import chat.parley.client.ParleyClient;
import chat.parley.console.ask.Asker;
import chat.parley.console.ask.PasswordFile;
import chat.parley.console.screen.Line;
import chat.parley.console.screen.Screen;
import chat.parley.console.session.Arrivals;
import chat.parley.console.session.EventRelay;
import chat.parley.console.session.Patience;
import chat.parley.console.session.Session;
import chat.parley.console.settings.ChatSettings;
import chat.parley.console.settings.ExitCode;
import chat.parley.console.settings.ParleyClientFactory;
import chat.parley.console.settings.Surroundings;
import java.io.IOException;
import java.util.List;

/** A client in a pipe: opened, connected, used, closed. */
public final class Pipe {
    private final ParleyClientFactory clients;
    private final ChatSettings settings;
    private final Surroundings surroundings;

    public Pipe(ParleyClientFactory clients, ChatSettings settings, Surroundings surroundings) {
        this.clients = clients;
        this.settings = settings;
        this.surroundings = surroundings;
    }

    /** What is done with a client in a pipe. */
    public interface Use {
        /** Where lines go. */
        Screen screen();

        /** Called before any event is handed on. */
        default void before(Session session) {}

        /** Shows an event: {@code lines} is what people are shown of it. */
        default void show(ClientEvent event, List<Line> lines, Session session) {
            lines.forEach(screen()::show);
        }

        /** Called with each event, after it was shown. */
        default void on(ClientEvent event, Session session) {}

        /** Does it, once a server is reached. */
        ExitCode run(Session session, Waits waits, Asker asker) throws IOException;
    }

    /** Opens the client, waits for a server, and uses it; returns how that ended. */
    public ExitCode run(Use use) throws IOException {
        EventRelay relay = new EventRelay();
        // Closed from the last to the first: the relay before the client, which is asked for what is shown of an event.
        try (PasswordFile passwords = new PasswordFile(settings.locks().passwords());
                ParleyClient client = new Door(clients, settings, passwords, use.screen()).open(relay);
                relay) {
            Session session = new Session(client, use.screen(), false, new Patience(settings.patience()));
            return used(use, session, passwords, relay);
        }
    }

    private ExitCode used(Use use, Session session, Asker asker, EventRelay relay) throws IOException {
        Arrivals arrivals = new Arrivals(session, (event, lines) -> use.show(event, lines, session));
        Waits waits = new Waits(session, arrivals, settings, surroundings.err());
        try {
            begin(use, session, arrivals, relay);
            ExitCode connected = waits.connected();
            ExitCode code = connected == ExitCode.OK ? use.run(session, waits, asker) : connected;
            // Only then all is known that has happened.
            relay.close();
            session.life().goesOn();
            return code;
        } catch (IllegalStateException e) {
            session.life().goesOn(e);
            throw e;
        }
    }

    /** However it begins, events are handed on: one of them may tell why it has failed. */
    private static void begin(Use use, Session session, Arrivals arrivals, EventRelay relay) {
        try {
            session.begin();
            use.before(session);
        } finally {
            relay.start(
                    event -> {
                        arrivals.on(event);
                        use.on(event, session);
                    },
                    session::warn);
        }
    }
}
