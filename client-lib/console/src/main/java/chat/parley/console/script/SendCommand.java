package chat.parley.console.script;

import chat.parley.client.AccountException;
import chat.parley.client.RoomException;
import chat.parley.client.RoomRef;
import chat.parley.console.ask.Asker;
import chat.parley.console.chat.Pipe;
import chat.parley.console.chat.Waits;
import chat.parley.console.screen.Screen;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import chat.parley.console.session.WhatToType;
import chat.parley.console.settings.ExitCode;
import chat.parley.console.settings.ParleyClientFactory;
import chat.parley.console.settings.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley send}: says one thing and ends. */
@Command(
        name = "send",
        description =
                "Says one thing in a room, and ends when a server has stored it. Prints nothing if all went well.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true)
public final class SendCommand implements Callable<Integer> {
    private final ParleyClientFactory clients;
    private final Surroundings surroundings;

    @Option(
            names = "--room",
            required = true,
            paramLabel = "ROOM",
            description =
                    "A room that you are in, as it is shown or by its id; '#name' is an open one, which is joined.")
    private String room;

    @Parameters(
            arity = "0..*",
            paramLabel = "TEXT",
            description = "The text; without it, standard input, which no other user of the machine can read.")
    private List<String> words = new ArrayList<>();

    @Mixin
    private ScriptOptions options;

    public SendCommand(ParleyClientFactory clients, Surroundings surroundings) {
        this.clients = clients;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        String text = words.isEmpty()
                ? new String(surroundings.in().readAllBytes(), StandardCharsets.UTF_8).strip()
                : String.join(" ", words);
        Saying saying = new Saying(new NamedRoom(room), text, new WarningsOnly(surroundings.err()));
        return new Pipe(clients, options.settings(surroundings), surroundings)
                .run(saying)
                .number();
    }

    private record Saying(NamedRoom room, String text, Screen screen) implements Pipe.Use {
        @Override
        public ExitCode run(Session session, Waits waits, Asker asker) {
            try {
                RoomRef where = room.in(session);
                ExitCode joined = waits.settled();
                if (joined != ExitCode.OK) {
                    return joined;
                }
                session.client().say(where, text);
            } catch (Refusal | RoomException | AccountException | IllegalArgumentException e) {
                return refused(session, e);
            } catch (IllegalStateException e) {
                session.life().goesOn(e);
                return refused(session, e);
            }
            return waits.stored();
        }

        private static ExitCode refused(Session session, RuntimeException why) {
            session.warn("not said: " + WhatToType.of(why));
            return ExitCode.REFUSED;
        }
    }
}
