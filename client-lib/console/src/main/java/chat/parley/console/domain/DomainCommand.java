package chat.parley.console.domain;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code parley domain}: what an operator does with the domain key. */
@Command(
        name = "domain",
        description = "For operators: the key of a domain, its nodes' certificates, its registration codes.",
        mixinStandardHelpOptions = true)
public final class DomainCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say what to do: domain create, domain issue, domain renew, or domain invite");
    }
}
