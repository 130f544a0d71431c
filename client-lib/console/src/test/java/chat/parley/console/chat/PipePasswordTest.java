package chat.parley.console.chat;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientException;
import chat.parley.console.ConsoleRun;
import chat.parley.console.FakeAccounts;
import chat.parley.console.FakeClient;
import chat.parley.console.settings.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In a pipe, what a terminal would ask for comes from a file. */
@Timeout(60)
class PipePasswordTest {
    private static final String PASSPHRASE = "nine owls under the old bridge";

    @TempDir
    private Path folder;

    private final List<String> passphrases = new CopyOnWriteArrayList<>();
    private Path file;

    @BeforeEach
    void file() throws Exception {
        file = Files.writeString(folder.resolve("passwords"), PASSPHRASE + "\n" + FakeAccounts.PASSWORD + "\n");
    }

    private ConsoleRun run(String input, String... arguments) {
        return new ConsoleRun(
                (options, passphrase, listener) -> {
                    passphrases.add(passphrase.map(String::new).orElse("none"));
                    return new FakeClient(FakeClient.Script.GOOD, options, listener);
                },
                input,
                arguments);
    }

    @Test
    @DisplayName("Each thing that is asked for takes a line: the passphrase of the folder first, then the password")
    void passphraseThenPassword() {
        ConsoleRun run = run("/register zoe\n", "--passphrase", "--password-file", file.toString());
        assertThat(passphrases).containsExactly(PASSPHRASE);
        assertThat(run.out).contains("* you are @zoe now").anyMatch(line -> line.startsWith("* your recovery code: "));
        assertThat(String.join("\n", run.out)).doesNotContain(PASSPHRASE).doesNotContain(FakeAccounts.PASSWORD);
        assertThat(run.code).isZero();
    }

    @Test
    @DisplayName("Without a file, or at its end, nothing is done and the code says so")
    void noPassword_isRefused() {
        ConsoleRun run = run("/register zoe\n");
        assertThat(run.out).anyMatch(line -> line.contains("--password-file"));
        assertThat(run.code).isEqualTo(ExitCode.REFUSED.number());
        ConsoleRun locked = run("", "--passphrase");
        assertThat(locked.err).singleElement().asString().contains("passphrase", "--password-file");
        assertThat(locked.code).isEqualTo(ExitCode.CANNOT_START.number());
        ConsoleRun missing = run("", "--passphrase", "--password-file", "no-such-file");
        assertThat(missing.err).singleElement().asString().contains("no-such-file cannot be read");
    }

    @Test
    @DisplayName("A weak passphrase for a new folder is refused, with advice")
    void newFolder_weakPassphrase_isRefused() throws Exception {
        Files.writeString(file, "password1\n");
        ConsoleRun run = run("", "--passphrase", "--password-file", file.toString(), "--home", folder + "/new");
        assertThat(run.code).isEqualTo(ExitCode.CANNOT_START.number());
        assertThat(run.out).singleElement().asString().contains("guessed too soon");
        assertThat(passphrases).isEmpty();
    }

    @Test
    void lockedFolder_withoutPassphrase_saysWhy() {
        ConsoleRun run = new ConsoleRun(
                (options, passphrase, listener) -> {
                    throw new ClientException(ClientException.Code.PASSPHRASE, "the folder is locked");
                },
                "");
        assertThat(run.err).containsExactly("parley: the folder is locked");
        assertThat(run.code).isEqualTo(ExitCode.CANNOT_START.number());
    }
}
