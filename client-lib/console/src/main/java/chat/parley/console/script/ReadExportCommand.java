package chat.parley.console.script;

import chat.parley.client.ParleyClients;
import chat.parley.console.ask.PasswordFile;
import chat.parley.console.screen.PipeScreen;
import chat.parley.console.session.JsonLines;
import chat.parley.console.settings.ExitCode;
import chat.parley.console.settings.Surroundings;
import java.io.BufferedInputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley read-export}: prints what is in an export. */
@Command(
        name = "read-export",
        description =
                "Prints what /export wrote into a file: one JSON object a line, as PROTOCOL.md, section 19, says.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true)
public final class ReadExportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Its first line is the passphrase; if not given, it is asked for at the terminal.")
    private Path passwords;

    public ReadExportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        PipeScreen out = new PipeScreen(surroundings.out());
        try (InputStream in = new BufferedInputStream(open())) {
            Optional<char[]> passphrase = passphrase();
            if (passphrase.isEmpty()) {
                surroundings.err().println("parley: no passphrase: it is the first line of --password-file");
                return ExitCode.USAGE.number();
            }
            try {
                ParleyClients.readExport(in, passphrase.get(), line -> out.print(JsonLines.ascii(line)));
            } finally {
                Arrays.fill(passphrase.get(), '\0');
            }
        }
        return ExitCode.OK.number();
    }

    /** Before anybody is asked for a passphrase. */
    private InputStream open() throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("there is no file " + file + ": name the one that /export wrote");
        }
        if (Files.isDirectory(file) || !Files.isReadable(file)) {
            throw new IOException(file + " cannot be read: name a file that /export wrote, and that you may read");
        }
        return Files.newInputStream(file);
    }

    private Optional<char[]> passphrase() throws IOException {
        Console console = System.console();
        if (passwords == null && surroundings.terminal() && console != null) {
            return Optional.ofNullable(console.readPassword("Passphrase of %s (it is not shown): ", file));
        }
        try (PasswordFile lines = new PasswordFile(Optional.ofNullable(passwords))) {
            return lines.secret("");
        }
    }
}
