package chat.parley.console.script;

import chat.parley.client.AccountException;
import chat.parley.client.Person;
import chat.parley.client.RoomException;
import chat.parley.client.RoomRef;
import chat.parley.console.ask.Asker;
import chat.parley.console.chat.Pipe;
import chat.parley.console.chat.Waits;
import chat.parley.console.command.OutgoingFile;
import chat.parley.console.screen.Screen;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import chat.parley.console.session.WhatToType;
import chat.parley.console.settings.ExitCode;
import chat.parley.console.settings.ParleyClientFactory;
import chat.parley.console.settings.Surroundings;
import chat.parley.protocol.id.EventId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley send}: says one thing and ends. */
@Command(
        name = "send",
        description =
                "Says one thing, or sends a file, in a room or to one person, and ends when a server has stored it. Prints nothing if all went well.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true)
public final class SendCommand implements Callable<Integer> {
    private final ParleyClientFactory clients;
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Where where;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "A file to send; the text, if there is one, is what is said of it.")
    private Path file;

    @Option(names = "--reply-to", paramLabel = "ID", description = "The id of the message that the text answers.")
    private String replyTo;

    @Parameters(
            arity = "0..*",
            paramLabel = "TEXT",
            description = "The text; without it, and without a file, standard input, which no other user of the machine"
                    + " can read.")
    private List<String> words = new ArrayList<>();

    @Mixin
    private ScriptOptions options;

    /** One of them. */
    static final class Where {
        @Option(
                names = "--room",
                required = true,
                paramLabel = "ROOM",
                description =
                        "A room that you are in, as it is shown or by its id; '#name' is an open one, which is joined.")
        private String room;

        @Option(
                names = "--to",
                required = true,
                paramLabel = "NAME",
                description =
                        "@name, as the domain knows somebody: in a conversation of two, which begins if there is none.")
        private String person;

        RoomRef in(Session session) {
            if (room != null) {
                return new NamedRoom(room).in(session);
            }
            String account = person.startsWith("@") ? person : "@" + person;
            Person found = session.people().find(Optional.empty(), account);
            return session.client().owned().with(found.user());
        }
    }

    public SendCommand(ParleyClientFactory clients, Surroundings surroundings) {
        this.clients = clients;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (file != null && replyTo != null) {
            throw new ParameterException(spec.commandLine(), "--reply-to is for a text: a file answers nothing");
        }
        String text = words.isEmpty() && file == null
                ? new String(surroundings.in().readAllBytes(), StandardCharsets.UTF_8).strip()
                : String.join(" ", words);
        Saying saying = new Saying(
                where,
                Optional.ofNullable(replyTo).map(this::id),
                Optional.ofNullable(file),
                text,
                new WarningsOnly(surroundings.err()));
        return new Pipe(clients, options.settings(surroundings), surroundings)
                .run(saying)
                .number();
    }

    private EventId id(String typed) {
        try {
            return EventId.of(typed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--reply-to is the id of a message, as tail --json tells it");
        }
    }

    private record Saying(Where where, Optional<EventId> replyTo, Optional<Path> file, String text, Screen screen)
            implements Pipe.Use {
        @Override
        public ExitCode run(Session session, Waits waits, Asker asker) {
            try {
                RoomRef room = where.in(session);
                ExitCode joined = waits.settled();
                if (joined != ExitCode.OK) {
                    return joined;
                }
                say(session, room);
            } catch (Refusal | RoomException | AccountException | IllegalArgumentException e) {
                return refused(session, e);
            } catch (IllegalStateException e) {
                session.life().goesOn(e);
                return refused(session, e);
            }
            ExitCode moved = waits.moved();
            return moved != ExitCode.OK ? moved : waits.stored();
        }

        private void say(Session session, RoomRef room) {
            if (file.isPresent()) {
                session.transfers().begun(session.client().files().send(room, OutgoingFile.of(file.get(), text)));
            } else if (replyTo.isPresent()) {
                session.client().reply(room, replyTo.get(), text);
            } else {
                session.client().say(room, text);
            }
        }

        private static ExitCode refused(Session session, RuntimeException why) {
            session.warn("not said: " + WhatToType.of(why));
            return ExitCode.REFUSED;
        }
    }
}
