package chat.parley.console;

import chat.parley.client.ClientException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Puts the commands together; whatever goes wrong becomes one line on standard error and an exit code. */
final class CommandTree {
    private final ParleyClientFactory clients;
    private final DomainTools tools;
    private final Surroundings surroundings;

    CommandTree(ParleyClientFactory clients, DomainTools tools, Surroundings surroundings) {
        this.clients = clients;
        this.tools = tools;
        this.surroundings = surroundings;
    }

    /** Runs what the arguments say; returns the exit code. */
    int run(String... arguments) {
        PrintStream out = new PrintStream(surroundings.out(), true, StandardCharsets.UTF_8);
        CommandLine domain = new CommandLine(new DomainCommand())
                .addSubcommand(new DomainCreateCommand(tools, out))
                .addSubcommand(new DomainIssueCommand(tools, out))
                .addSubcommand(new DomainInviteCommand(tools, out));
        Ansi color = surroundings.terminal() && !surroundings.noColor() ? Ansi.ON : Ansi.OFF;
        return new CommandLine(new ChatCommand(clients, surroundings))
                .addSubcommand(domain)
                .setOut(new PrintWriter(new OutputStreamWriter(surroundings.out(), StandardCharsets.UTF_8), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(color))
                .setParameterExceptionHandler((e, given) -> usage(e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e))
                .execute(arguments);
    }

    private int usage(CommandLine.ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        complain(e.getMessage() + " (" + command + " --help explains)");
        return ExitCode.USAGE.number();
    }

    private int failed(Exception e) {
        if (e instanceof ClientException
                || e instanceof java.io.UncheckedIOException
                || e instanceof java.io.IOException) {
            complain(e.getMessage());
            return ExitCode.CANNOT_START.number();
        }
        complain("a fault in the program: " + e);
        e.printStackTrace(surroundings.err());
        return ExitCode.FAULT.number();
    }

    private void complain(String text) {
        surroundings.err().println("parley: " + InertText.of(text == null ? "no reason given" : text));
        surroundings.err().flush();
    }
}
