package chat.parley.console.domain;

import chat.parley.console.settings.ExitCode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley domain create}: makes the domain key. */
@Command(
        name = "create",
        description = "Makes a domain key. Keep it apart from the nodes, and keep a copy.",
        mixinStandardHelpOptions = true)
public final class DomainCreateCommand implements Callable<Integer> {
    private final DomainTools tools;
    private final PrintStream out;

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "The file to write; must not exist.")
    private Path key;

    public DomainCreateCommand(DomainTools tools, PrintStream out) {
        this.tools = tools;
        this.out = out;
    }

    @Override
    public Integer call() {
        tools.create(key);
        out.println("* domain key written to " + key + ": keep it apart from the nodes, and keep a copy");
        return ExitCode.OK.number();
    }
}
