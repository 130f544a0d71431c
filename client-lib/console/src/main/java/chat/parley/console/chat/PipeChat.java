package chat.parley.console.chat;

import chat.parley.client.ClientEvent;
import chat.parley.client.ParleyClients;
import chat.parley.client.RoomRef;
import chat.parley.console.ask.Asker;
import chat.parley.console.command.Command;
import chat.parley.console.command.Commands;
import chat.parley.console.screen.Line;
import chat.parley.console.screen.Screen;
import chat.parley.console.session.Session;
import chat.parley.console.settings.ChatSettings;
import chat.parley.console.settings.ExitCode;
import chat.parley.console.settings.Surroundings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;

/**
 * A chat in a pipe. Lines are carried out one after the other: a line after a join waits until the room is joined. At the
 * end of the input it waits until a server has stored everything.
 */
final class PipeChat implements Pipe.Use {
    /** Messages and acts on the way at most before the next line is read: a server slower than a file is waited for. */
    static final int MAX_WAITING = 500;

    private final ChatSettings settings;
    private final Surroundings surroundings;
    private final Voice voice;

    PipeChat(ChatSettings settings, Surroundings surroundings, Voice voice) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.voice = voice;
    }

    @Override
    public Screen screen() {
        return voice.screen();
    }

    @Override
    public void before(Session session) {
        voice.begin(session);
    }

    @Override
    public void show(ClientEvent event, List<Line> lines, Session session) {
        voice.show(event, lines);
    }

    @Override
    public void on(ClientEvent event, Session session) {
        voice.happened(event);
    }

    /** Runs until the input ends or a wait was in vain. */
    @Override
    public ExitCode run(Session session, Waits waits, Asker asker) throws IOException {
        ExitCode joined = join(session, waits, settings.rooms());
        if (joined != ExitCode.OK) {
            return joined;
        }
        ExitCode input = readAll(
                new Commands(
                        session,
                        asker,
                        new SecureRandom(),
                        ParleyClients.lock(settings.client().folder())),
                waits);
        if (input == ExitCode.NO_ROOM || input == ExitCode.NOT_STORED) {
            return input;
        }
        ExitCode moved = waits.moved();
        ExitCode stored = waits.stored();
        if (stored != ExitCode.OK) {
            return stored;
        }
        return moved != ExitCode.OK ? moved : input;
    }

    private static ExitCode join(Session session, Waits waits, List<RoomRef.Open> rooms) {
        for (int i = 0; i < rooms.size(); i++) {
            RoomRef.Open room = rooms.get(i);
            if (i == 0) {
                session.join(room);
            } else {
                session.joinBeside(room);
            }
            ExitCode settled = waits.settled();
            if (settled != ExitCode.OK) {
                return settled;
            }
        }
        return ExitCode.OK;
    }

    private ExitCode readAll(Commands commands, Waits waits) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8));
        ExitCode result = ExitCode.OK;
        for (String line = in.readLine(); line != null && !voice.broken(); line = in.readLine()) {
            Command.Outcome outcome = voice.carryOut(commands, line);
            if (outcome == Command.Outcome.QUIT) {
                voice.over(outcome);
                return result;
            }
            if (outcome == Command.Outcome.REFUSED) {
                result = ExitCode.REFUSED;
            }
            ExitCode settled = waits.settled();
            boolean goesOn = settled == ExitCode.NO_ROOM && voice.keptOut();
            if (goesOn) {
                result = ExitCode.REFUSED;
            } else if (settled != ExitCode.OK) {
                return settled;
            }
            voice.over(goesOn ? Command.Outcome.REFUSED : outcome);
            ExitCode kept = waits.fewerWaitingThan(MAX_WAITING);
            if (kept != ExitCode.OK) {
                return kept;
            }
        }
        return result;
    }
}
