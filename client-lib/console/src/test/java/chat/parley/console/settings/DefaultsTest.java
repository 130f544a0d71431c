package chat.parley.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientOptions;
import chat.parley.console.ConsoleRun;
import chat.parley.console.FakeClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultsTest {
    @TempDir
    private Path home;

    private final AtomicReference<ClientOptions> given = new AtomicReference<>();

    private ConsoleRun run(String... arguments) {
        ParleyClientFactory clients = (options, passphrase, listener) -> {
            given.set(options);
            return new FakeClient(FakeClient.Script.GOOD, options, listener);
        };
        return new ConsoleRun(home, clients, "hi\n", arguments);
    }

    @Test
    @DisplayName("What is in ~/.parley.properties counts where the command line says nothing")
    void file_givesWhatIsNotTyped() throws Exception {
        Files.writeString(
                home.resolve(".parley.properties"), "nick=zoe\nserver=ws://a:1,ws://b:2\njoin=x,y\nbell=false\n");
        ConsoleRun run = run();
        assertThat(run.out).contains("[x] zoe: hi");
        assertThat(given.get().servers()).containsExactly("ws://a:1/parley", "ws://b:2/parley");
        run("--nick", "bob", "--server", "ws://c:3");
        assertThat(given.get().name()).isEqualTo("bob");
        assertThat(given.get().servers()).containsExactly("ws://c:3/parley");
        run("send", "--room", "#x", "hi");
        assertThat(given.get().name()).isEqualTo("zoe");
    }

    @Test
    @DisplayName("A word in the file that is no option is an error, not silence")
    void file_unknownWord_isOneLineAndACode() throws Exception {
        Files.writeString(home.resolve(".parley.properties"), "nik=zoe\n");
        ConsoleRun run = run();
        assertThat(run.code).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err).singleElement().asString().contains("'nik'", ".parley.properties");
    }
}
