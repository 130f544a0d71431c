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

/** {@code parley domain renew}: signs a new certificate for a node that has one. */
@Command(
        name = "renew",
        description =
                "Signs a new certificate for a node, by its folder that you have kept: the same key, the same url."
                        + " Then copy its server.cert to the node, which takes it into use by itself.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class DomainRenewCommand implements Callable<Integer> {
    private final DomainTools tools;
    private final PrintStream out;

    @Spec
    private CommandSpec spec;

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "The domain key.")
    private Path key;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FOLDER",
            description = "The folder with the node's server.key and server.cert.")
    private Path data;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long it is good; ${DEFAULT-VALUE} if not given.")
    private int days;

    public DomainRenewCommand(DomainTools tools, PrintStream out) {
        this.tools = tools;
        this.out = out;
    }

    @Override
    public Integer call() {
        if (days < 1 || days > DomainIssueCommand.MAX_DAYS) {
            throw new ParameterException(
                    spec.commandLine(), "--days is a number from 1 to " + DomainIssueCommand.MAX_DAYS);
        }
        String url = tools.renew(key, data, days);
        out.println("* certificate of " + url + " renewed in " + data + ", good for " + days
                + " days: copy its server.cert to the node");
        return ExitCode.OK.number();
    }
}
