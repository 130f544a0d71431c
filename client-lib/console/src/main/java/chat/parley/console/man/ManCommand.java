package chat.parley.console.man;

import chat.parley.console.command.Commands;
import chat.parley.console.settings.VersionText;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code parley man}: prints the manual page. */
@Command(
        name = "man",
        description = "Prints the manual page: parley man > parley.1, then man ./parley.1 shows it.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true)
public final class ManCommand implements Callable<Integer> {
    private final PrintStream out;

    @Spec
    private CommandSpec spec;

    public ManCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        String version = new VersionText().getVersion()[0];
        out.print(new ManPage(spec.root(), Commands.described(), version).roff());
        out.flush();
        return 0;
    }
}
