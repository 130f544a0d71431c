package chat.parley.console;

import chat.parley.client.ParleyClient;
import chat.parley.client.RoomRef;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A chat in a pipe. Lines are carried out one after the other: a line after a join waits until the room is joined. At the
 * end of the input it waits until a server has stored everything. Every wait is bounded, and the exit code tells which
 * one was in vain.
 */
final class PipeChat {
    /** Messages on the way at most before the next line is read: a server slower than a file is waited for. */
    static final int MAX_UNSENT = 500;

    private final ParleyClientFactory clients;
    private final ChatSettings settings;
    private final Surroundings surroundings;
    private final CommandReader commands = new CommandReader();

    PipeChat(ParleyClientFactory clients, ChatSettings settings, Surroundings surroundings) {
        this.clients = clients;
        this.settings = settings;
        this.surroundings = surroundings;
    }

    /** Runs until the input ends or a wait was in vain. */
    ExitCode run() throws IOException {
        PipeScreen screen = new PipeScreen(surroundings.out());
        try (EventRelay relay = new EventRelay();
                ParleyClient client = clients.open(settings.client(), relay)) {
            Session session = new Session(client, screen, new RoomFocus());
            relay.start(session);
            return talk(session, screen);
        }
    }

    private ExitCode talk(Session session, PipeScreen screen) throws IOException {
        Duration limit = settings.patience();
        if (!session.await(session::connected, limit)) {
            return complain(
                    ExitCode.NO_SERVER,
                    "no server reached in " + limit.toSeconds() + " s ("
                            + String.join(", ", settings.client().servers()) + ": " + session.lastFailure()
                            + "); start one, or name another with --host and --port, or --server");
        }
        ExitCode joined = join(session, settings.rooms());
        if (joined != ExitCode.OK) {
            return joined;
        }
        ExitCode input = readAll(session, screen);
        if (input == ExitCode.NO_ROOM) {
            return input;
        }
        if (!session.await(() -> session.unsent() == 0, limit)) {
            return complain(
                    ExitCode.NOT_STORED,
                    session.notStored() + " at the next start with --home "
                            + settings.client().folder());
        }
        return input;
    }

    private ExitCode join(Session session, List<RoomRef.Open> rooms) {
        for (int i = 0; i < rooms.size(); i++) {
            RoomRef.Open room = rooms.get(i);
            if (i == 0) {
                session.join(room);
            } else {
                session.joinBeside(room);
            }
            ExitCode settled = settle(session);
            if (settled != ExitCode.OK) {
                return settled;
            }
        }
        return ExitCode.OK;
    }

    private ExitCode readAll(Session session, PipeScreen screen) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8));
        ExitCode result = ExitCode.OK;
        for (String line = in.readLine(); line != null && !screen.broken(); line = in.readLine()) {
            Command command = commands.read(line);
            Command.Outcome outcome = command.in(session);
            if (outcome == Command.Outcome.QUIT) {
                return result;
            }
            if (outcome == Command.Outcome.REFUSED) {
                result = ExitCode.REFUSED;
            }
            ExitCode settled = settle(session);
            if (settled != ExitCode.OK) {
                return settled;
            }
            if (!session.await(() -> session.unsent() < MAX_UNSENT, settings.patience())) {
                return result;
            }
        }
        return result;
    }

    private ExitCode settle(Session session) {
        return session.await(session::settled, settings.patience())
                ? ExitCode.OK
                : complain(
                        ExitCode.NO_ROOM,
                        "a room was not joined or left in "
                                + settings.patience().toSeconds() + " s; the lines after it were not read");
    }

    private ExitCode complain(ExitCode code, String text) {
        PrintStream err = surroundings.err();
        err.println("parley: " + InertText.of(text));
        err.flush();
        return code;
    }
}
