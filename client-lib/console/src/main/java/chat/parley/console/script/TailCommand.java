package chat.parley.console.script;

import chat.parley.console.chat.Pipe;
import chat.parley.console.settings.ParleyClientFactory;
import chat.parley.console.settings.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code parley tail}: prints messages as they come. */
@Command(
        name = "tail",
        description = "Prints messages as they come, a line each, until it is ended or nobody reads on.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true)
public final class TailCommand implements Callable<Integer> {
    private static final int MAX_HISTORY = 100_000;

    private final ParleyClientFactory clients;
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--room",
            paramLabel = "ROOM",
            description =
                    "A room that you are in, as it is shown or by its id; '#name' is an open one, which is joined;"
                            + " if not given, all that you are in.")
    private String room;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Option(
            names = "--history",
            paramLabel = "N",
            defaultValue = "0",
            description = "Prints first the last N messages that this device has; ${DEFAULT-VALUE} if not given.")
    private int history;

    @Option(
            names = "--save",
            paramLabel = "FOLDER",
            description =
                    "Fetches the files of the others' messages into the folder as they come, and prints where each is.")
    private Path save;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "0",
            description = "Ends after N messages; if not given, it does not end by itself.")
    private int count;

    @Mixin
    private ScriptOptions options;

    public TailCommand(ParleyClientFactory clients, Surroundings surroundings) {
        this.clients = clients;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (history < 0 || history > MAX_HISTORY) {
            throw new ParameterException(
                    spec.commandLine(), "--history is a number of messages from 0 to " + MAX_HISTORY);
        }
        if (count < 0) {
            throw new ParameterException(spec.commandLine(), "--count is a number of messages");
        }
        if (save != null && !Files.isDirectory(save)) {
            throw new ParameterException(spec.commandLine(), "--save: there is no folder " + save + ": make it first");
        }
        Tail.Wanted wanted = new Tail.Wanted(
                Optional.ofNullable(room).map(NamedRoom::new), json, history, count, Optional.ofNullable(save));
        return new Pipe(clients, options.settings(surroundings), surroundings)
                .run(new Tail(wanted, surroundings))
                .number();
    }
}
