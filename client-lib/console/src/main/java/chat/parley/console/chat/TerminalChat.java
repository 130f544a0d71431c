package chat.parley.console.chat;

import chat.parley.client.ParleyClient;
import chat.parley.client.ParleyClients;
import chat.parley.client.RoomRef;
import chat.parley.client.naming.InertText;
import chat.parley.console.ask.TerminalAsker;
import chat.parley.console.command.Command;
import chat.parley.console.command.Commands;
import chat.parley.console.picture.Easel;
import chat.parley.console.screen.Bell;
import chat.parley.console.screen.Palette;
import chat.parley.console.screen.TerminalScreen;
import chat.parley.console.screen.Theme;
import chat.parley.console.session.Arrivals;
import chat.parley.console.session.EventRelay;
import chat.parley.console.session.OneRoom;
import chat.parley.console.session.Patience;
import chat.parley.console.session.Session;
import chat.parley.console.settings.ChatSettings;
import chat.parley.console.settings.ExitCode;
import chat.parley.console.settings.ParleyClientFactory;
import chat.parley.console.settings.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A chat with a person at a terminal. */
final class TerminalChat {
    /** Messages of each room shown again at the start. */
    private static final int HISTORY_SHOWN = 10;

    /** The longest wait for a server's answer to a command. */
    private static final Patience ANSWERS = new Patience(Duration.ofSeconds(60));

    /** At the end, the longest wait for messages on the way. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(3);

    private final ParleyClientFactory clients;
    private final ChatSettings settings;
    private final Surroundings surroundings;

    TerminalChat(ParleyClientFactory clients, ChatSettings settings, Surroundings surroundings) {
        this.clients = clients;
        this.settings = settings;
        this.surroundings = surroundings;
    }

    /** Runs until the person quits. */
    ExitCode run() throws IOException {
        EventRelay relay = new EventRelay();
        try (Terminal terminal = terminal()) {
            Keyboard keyboard = new Keyboard(terminal);
            ChatSettings.Look look = settings.look();
            Palette palette = new Palette(look.theme(), surroundings.clock());
            Bell bell = new Bell(look.bell(), surroundings.clock());
            Easel easel = new Easel(terminal, look.pictures(), look.theme() != Theme.NONE, surroundings.environment());
            TerminalScreen screen = new TerminalScreen(keyboard.reader(), palette, bell, easel);
            TerminalAsker asker = new TerminalAsker(screen);
            // Closed from the last to the first: the relay before the client, which is asked for what is shown of an
            // event.
            try (ParleyClient client = new Door(clients, settings, asker, screen).open(relay);
                    relay) {
                Session session = new Session(client, screen, true, ANSWERS);
                Commands commands = new Commands(
                        session,
                        asker,
                        new SecureRandom(),
                        ParleyClients.lock(settings.client().folder()));
                Prompt prompt = new Prompt(session, palette);
                screen.promptedBy(prompt::now, prompt::beside);
                TypingKeys typing = new TypingKeys(session, System::nanoTime);
                keyboard.tell(typing, screen);
                keyboard.serve(
                        session, commands.catalogue(), screen, settings.client().folder());
                Arrivals arrivals =
                        look.oneRoom() ? new Arrivals(session, new OneRoom(session)) : new Arrivals(session);
                holdKeys(terminal);
                endWithClient(session, screen, terminal);
                try {
                    begin(session, arrivals, relay);
                    join(session, settings.rooms());
                    keyboard.ask(easel);
                    readAll(session, commands, screen, typing);
                    waitForLast(session);
                } catch (IllegalStateException e) {
                    session.life().goesOn(e);
                    throw e;
                } finally {
                    keyboard.saveHistory();
                }
            }
        }
        return ExitCode.OK;
    }

    /** However it begins, events are handed on: one of them may tell why it has failed. */
    private static void begin(Session session, Arrivals arrivals, EventRelay relay) {
        try {
            session.begin();
            arrivals.showHistory(HISTORY_SHOWN);
            greet(session);
        } finally {
            relay.start(arrivals, session::warn);
        }
    }

    /** A line that is read when the client stops, or begins to be read then, ends as by Ctrl-C. */
    private static void endWithClient(Session session, TerminalScreen screen, Terminal terminal) {
        session.life().whenStopped(() -> terminal.raise(Terminal.Signal.INT));
        screen.whenReading(() -> {
            if (session.life().over()) {
                terminal.raise(Terminal.Signal.INT);
            }
        });
    }

    private static void greet(Session session) {
        ParleyClient client = session.client();
        session.tell("you are " + InertText.name(client.me().name()) + "; "
                + (client.rooms().isEmpty() ? "/join <room> goes into a room, " : "")
                + "/help lists the commands, Ctrl-D ends");
    }

    private static void join(Session session, List<RoomRef.Open> rooms) {
        rooms.stream().limit(1).forEach(session::join);
        rooms.stream().skip(1).forEach(session::joinBeside);
    }

    private static void readAll(Session session, Commands commands, TerminalScreen screen, TypingKeys typing) {
        while (true) {
            session.life().goesOn();
            try {
                Command.Outcome outcome = commands.run(screen.read());
                typing.ended(outcome == Command.Outcome.DONE);
                if (outcome == Command.Outcome.QUIT) {
                    return;
                }
            } catch (UserInterruptException e) {
                // Ctrl-C: the line is gone, the chat goes on, unless the client has stopped.
                session.life().goesOn();
                typing.ended(false);
            } catch (EndOfFileException e) {
                return;
            }
        }
    }

    /** Between two lines, too, a key is input: not an echo, a signal or an end of file that gets lost. */
    private static void holdKeys(Terminal terminal) {
        terminal.enterRawMode();
        terminal.handle(Terminal.Signal.INT, Terminal.SignalHandler.SIG_IGN);
    }

    private static void waitForLast(Session session) {
        if (!session.await(() -> session.client().unsettled().waiting() == 0, LAST_WAIT)) {
            session.tell(session.notStored() + " at the next start");
        }
        if (session.transfers().count() > 0) {
            session.tell(session.transfers().ending());
        }
    }

    /** JNI first; where its library cannot be loaded, the system's stty. */
    private static Terminal terminal() throws IOException {
        return TerminalBuilder.builder()
                .name("parley")
                .system(true)
                .encoding(StandardCharsets.UTF_8)
                .ffm(false)
                .jna(false)
                .jansi(false)
                .build();
    }
}
