package chat.parley.console.domain;

import chat.parley.console.settings.ExitCode;
import chat.parley.console.settings.ServerUrl;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code parley domain issue}: signs a node's certificate. */
@Command(
        name = "issue",
        description =
                "Makes a node's key and certificate and puts them into the node's data folder. To renew: domain renew.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class DomainIssueCommand implements Callable<Integer> {
    static final int MAX_DAYS = 366;

    private final DomainTools tools;
    private final PrintStream out;

    @Spec
    private CommandSpec spec;

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "The domain key.")
    private Path key;

    @Option(names = "--data", required = true, paramLabel = "FOLDER", description = "The node's data folder.")
    private Path data;

    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            description = "Where clients and other nodes reach the node: ws://host:port/parley.")
    private String url;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long it is good; ${DEFAULT-VALUE} if not given.")
    private int days;

    public DomainIssueCommand(DomainTools tools, PrintStream out) {
        this.tools = tools;
        this.out = out;
    }

    @Override
    public Integer call() {
        String address;
        try {
            address = ServerUrl.of(url);
            if (days < 1 || days > MAX_DAYS) {
                throw new IllegalArgumentException("--days is a number from 1 to " + MAX_DAYS);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        tools.issue(key, data, address, days);
        out.println("* certificate of " + address + " written into " + data + ", good for " + days + " days");
        return ExitCode.OK.number();
    }
}
