package chat.parley.console.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.ClientException;
import chat.parley.client.ParleyClients;
import chat.parley.client.lock.StoreLock;
import chat.parley.console.AtWork;
import chat.parley.console.ConsoleRun;
import chat.parley.console.FakeClient;
import chat.parley.console.settings.ExitCode;
import chat.parley.protocol.crypto.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The passphrase of a folder that is there already. */
class PassphraseTest {
    private static final String FIRST = "nine owls under the old bridge";
    private static final String SECOND = "seven kettles above green rivers";

    @TempDir
    private Path home;

    private StoreLock lock;
    private AtWork work;
    private Secret key;

    @BeforeEach
    void begin() {
        lock = ParleyClients.lock(home);
        key = lock.open(Optional.empty());
        work = new AtWork(Duration.ofSeconds(30), home);
    }

    @AfterEach
    void close() {
        work.close();
    }

    @Test
    @DisplayName("A folder is locked, locked anew, and opened again; its key, and so what is in it, stays")
    void passphrase_isSetChangedAndRemoved() {
        work.answers(FIRST, FIRST);
        assertThat(work.type("/passphrase")).singleElement().asString().startsWith("* your folder is locked");
        opensWith(FIRST);
        work.answers(FIRST, SECOND, SECOND);
        work.type("/passphrase");
        opensWith(SECOND);
        assertThatThrownBy(() -> lock.open(Optional.of(FIRST.toCharArray()))).isInstanceOf(ClientException.class);
        work.answers(SECOND, "no");
        assertThat(work.type("/passphrase remove")).containsExactly("* nothing was changed");
        opensWith(SECOND);
        work.answers(SECOND, "yes");
        assertThat(work.type("/passphrase remove")).singleElement().asString().contains("whoever can read it");
        assertThat(lock.needsPassphrase()).isFalse();
        assertThat(lock.open(Optional.empty()).expose()).isEqualTo(key.expose());
        assertThat(work.refuses("/passphrase remove")).isTrue();
        assertThat(String.join(" ", work.shown())).doesNotContain(FIRST, SECOND);
    }

    @Test
    @DisplayName("A wrong passphrase, a weak new one, or another word changes nothing")
    void passphrase_wrong_changesNothing() {
        work.answers("12345678");
        assertThat(work.type("/passphrase").get(0)).contains("guessed too soon");
        assertThat(lock.needsPassphrase()).isFalse();
        work.answers(FIRST, FIRST);
        work.type("/passphrase");
        work.answers(SECOND, SECOND, SECOND);
        assertThat(work.type("/passphrase")).containsExactly("* this is not the passphrase of this client's store");
        assertThat(work.refuses("/passphrase off")).isTrue();
        opensWith(FIRST);
    }

    @Test
    @DisplayName(
            "Whoever starts with --passphrase in a folder that has none is told, and does not go on in the belief that it has")
    void start_withPassphrase_inAnUnlockedFolder_isRefused() throws Exception {
        Path file = Files.writeString(home.resolve("passwords"), FIRST + "\n");
        ConsoleRun run = new ConsoleRun(
                (options, passphrase, listener) -> new FakeClient(FakeClient.Script.GOOD, options, listener),
                "",
                "--passphrase",
                "--password-file",
                file.toString(),
                "--home",
                home.toString());
        assertThat(run.code).isEqualTo(ExitCode.CANNOT_START.number());
        assertThat(run.err).singleElement().asString().contains("has no passphrase", "/passphrase");
    }

    private void opensWith(String passphrase) {
        assertThat(lock.open(Optional.of(passphrase.toCharArray())).expose()).isEqualTo(key.expose());
    }
}
