package chat.parley.console.domain;

import chat.parley.console.settings.ExitCode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code parley domain invite}: makes registration codes. */
@Command(
        name = "invite",
        description =
                "Makes codes with which people can register where parley.registration is 'code'. One code, one account.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class DomainInviteCommand implements Callable<Integer> {
    private static final int MAX_DAYS = 366;
    private static final int MAX_CODES = 1000;

    private final DomainTools tools;
    private final PrintStream out;

    @Spec
    private CommandSpec spec;

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "The domain key.")
    private Path key;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "7",
            description = "How long a code is good; ${DEFAULT-VALUE} if not given.")
    private int days;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many codes; ${DEFAULT-VALUE} if not given.")
    private int count;

    public DomainInviteCommand(DomainTools tools, PrintStream out) {
        this.tools = tools;
        this.out = out;
    }

    @Override
    public Integer call() {
        if (days < 1 || days > MAX_DAYS) {
            throw new ParameterException(spec.commandLine(), "--days is a number from 1 to " + MAX_DAYS);
        }
        if (count < 1 || count > MAX_CODES) {
            throw new ParameterException(spec.commandLine(), "--count is a number from 1 to " + MAX_CODES);
        }
        for (int i = 0; i < count; i++) {
            out.println(tools.invite(key, days));
        }
        return ExitCode.OK.number();
    }
}
