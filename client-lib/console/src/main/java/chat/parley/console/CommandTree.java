package chat.parley.console;

import chat.parley.client.ClientException;
import chat.parley.client.naming.InertText;
import chat.parley.console.chat.ChatCommand;
import chat.parley.console.domain.DomainCommand;
import chat.parley.console.domain.DomainCreateCommand;
import chat.parley.console.domain.DomainInviteCommand;
import chat.parley.console.domain.DomainIssueCommand;
import chat.parley.console.domain.DomainRenewCommand;
import chat.parley.console.domain.DomainTools;
import chat.parley.console.man.ManCommand;
import chat.parley.console.script.ReadExportCommand;
import chat.parley.console.script.SendCommand;
import chat.parley.console.script.TailCommand;
import chat.parley.console.settings.Defaults;
import chat.parley.console.settings.ExitCode;
import chat.parley.console.settings.ParleyClientFactory;
import chat.parley.console.settings.Surroundings;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Puts the commands together; whatever goes wrong becomes one line on standard error and an exit code. */
final class CommandTree {
    /** The commands beside the chat. */
    private static final Set<String> OTHERS = Set.of("send", "tail", "read-export", "completion", "man", "domain");

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
        CommandLine parley = parley(List.of(arguments));
        try {
            parley.setDefaultValueProvider(Defaults.read(surroundings.home(), parley.getCommandSpec()));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            complain(e.getMessage());
            return ExitCode.USAGE.number();
        }
        return parley.execute(arguments);
    }

    private CommandLine parley(List<String> arguments) {
        CommandLine parley = new CommandLine(new ChatCommand(clients, surroundings));
        if (mayNeedOthers(arguments)) {
            addOthers(parley);
        }
        Ansi color = surroundings.terminal() && !surroundings.noColor() ? Ansi.ON : Ansi.OFF;
        return parley.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(new OutputStreamWriter(surroundings.out(), StandardCharsets.UTF_8), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(color))
                .setParameterExceptionHandler((e, given) -> usage(e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e));
    }

    /** Reading what all commands are takes as long as the rest of the start of a chat: not where only options are given. */
    private static boolean mayNeedOthers(List<String> arguments) {
        boolean helps = arguments.contains("--help") || arguments.contains("-h");
        return helps || !Collections.disjoint(arguments, OTHERS);
    }

    private void addOthers(CommandLine parley) {
        PrintStream out = new PrintStream(surroundings.out(), true, StandardCharsets.UTF_8);
        CommandLine domain = new CommandLine(new DomainCommand())
                .addSubcommand(new DomainCreateCommand(tools, out))
                .addSubcommand(new DomainIssueCommand(tools, out))
                .addSubcommand(new DomainRenewCommand(tools, out))
                .addSubcommand(new DomainInviteCommand(tools, out));
        parley.addSubcommand(withExitCodes(parley, new SendCommand(clients, surroundings)))
                .addSubcommand(withExitCodes(parley, new TailCommand(clients, surroundings)))
                .addSubcommand(new ReadExportCommand(surroundings))
                .addSubcommand("completion", new AutoComplete.GenerateCompletion())
                .addSubcommand(new ManCommand(out))
                .addSubcommand(domain);
    }

    /** They end as a chat in a pipe does. */
    private static CommandLine withExitCodes(CommandLine parley, Object command) {
        CommandLine made = new CommandLine(command);
        made.getCommandSpec()
                .usageMessage()
                .footerHeading("%nExit codes, those of a pipe:%n")
                .footer(parley.getCommandSpec().usageMessage().footer());
        return made;
    }

    private int usage(CommandLine.ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        complain(e.getMessage() + " (" + command + " --help explains)");
        return ExitCode.USAGE.number();
    }

    private int failed(Exception e) {
        if (e instanceof ClientException || e instanceof UncheckedIOException || e instanceof IOException) {
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
