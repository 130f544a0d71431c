package chat.parley.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.ClientOptions;
import chat.parley.console.settings.ExitCode;
import chat.parley.console.settings.Nick;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private final AtomicReference<ClientOptions> given = new AtomicReference<>();

    private ConsoleRun run(String... arguments) {
        return new ConsoleRun(
                (options, passphrase, listener) -> {
                    given.set(options);
                    return new FakeClient(FakeClient.Script.GOOD, options, listener);
                },
                "",
                arguments);
    }

    @Test
    void none_areTheDefaults() {
        assertThat(run().code).isZero();
        assertThat(given.get())
                .isEqualTo(new ClientOptions(
                        Path.of("home", ".parley", "osuser"),
                        "osuser",
                        java.util.List.of("ws://127.0.0.1:8080/parley")));
    }

    @Test
    void hostPortNick_asBefore() {
        run("--host", "chat.example", "--port", "9000", "--nick", "Zoë/..", "--home", "elsewhere");
        assertThat(given.get().servers()).containsExactly("ws://chat.example:9000/parley");
        assertThat(given.get().name()).isEqualTo("Zoë/..");
        assertThat(given.get().folder()).isEqualTo(Path.of("elsewhere"));
    }

    @Test
    void servers_comeAfterHostAndPort() {
        run("--server", "https://b.example/", "--server", "ws://c:1/x/", "--host", "::1");
        assertThat(given.get().servers())
                .containsExactly("ws://[::1]:8080/parley", "wss://b.example/parley", "ws://c:1/x");
        run("--server", "http://b:8081");
        assertThat(given.get().servers()).containsExactly("ws://b:8081/parley");
    }

    /** A50: a nick names a folder and cannot name another. */
    @ParameterizedTest
    @CsvSource({
        "../x, %2E.%2Fx",
        "/etc, %2Fetc",
        "., %2E",
        ".., %2E.",
        "C:\\x, ''",
        "a.b-c_D9, a.b-c_D9",
        "ä, %C3%A4",
        "a b, a%20b"
    })
    void nick_folder_isOneSegment(String nick, String folder) {
        if (folder.isEmpty()) {
            assertThatThrownBy(() -> new Nick(nick)).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertThat(new Nick(nick).folder()).isEqualTo(folder);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--foo",
                "--port abc",
                "--port 0",
                "--port 65536",
                "--server ftp://x",
                "--server localhost:8080",
                "--server ws://",
                "--server ws://u@h",
                "--server ws://h:99999",
                "--server ws://h?x",
                "--nick ",
                "--nick a:b",
                "--join a/b",
                "--wait 0",
                "--files-at-once 0",
                "--files-at-once 17",
                "--max-file 0",
                "--max-file 9999999999",
                "--host a_b/c?",
                "surplus",
                "domain",
                "domain create",
                "domain issue --key k --data d --url nonsense",
                "domain issue --key k --data d --url ws://h:1 --days 0",
                "domain renew",
                "domain renew --key k --data d --days 0",
                "domain invite",
                "domain invite --key k --days 0",
                "domain invite --key k --count 1001"
            })
    void wrongOption_isOneLineAndExitCode2(String arguments) {
        ConsoleRun run = run(arguments.split(" ", -1));
        assertThat(run.code).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err).singleElement().asString().startsWith("parley: ").contains("--help explains");
        assertThat(run.out).isEmpty();
        assertThat(given.get()).isNull();
    }

    @Test
    void help_tellsOptionsAndExitCodes() {
        ConsoleRun run = run("--help");
        assertThat(run.code).isZero();
        String help = String.join("\n", run.out);
        assertThat(help).contains("--host", "--port", "--nick", "--server", "--home", "--no-color", "--join", "--wait");
        for (ExitCode code : ExitCode.values()) {
            assertThat(help).containsPattern("\n  " + code.number() + "  \\S");
        }
        assertThat(run("--version").out).singleElement().asString().startsWith("parley ");
    }

    @Test
    void domain_commandsCallTheTools() {
        ConsoleRun create = run("domain", "create", "--key", "k");
        assertThat(create.domainCalls).containsExactly("create k");
        assertThat(create.code).isZero();
        ConsoleRun invite = run("domain", "invite", "--key", "k", "--count", "2");
        assertThat(invite.domainCalls).containsExactly("invite k 7", "invite k 7");
        assertThat(invite.out).containsExactly("CODE-1", "CODE-2");

        ConsoleRun issue = run("domain", "issue", "--key", "k", "--data", "d", "--url", "http://127.0.0.1:8081");
        assertThat(issue.domainCalls).containsExactly("issue k d ws://127.0.0.1:8081/parley 30");
    }
}
