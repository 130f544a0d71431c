package chat.parley.console.man;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.console.ConsoleRun;
import chat.parley.console.FakeClient;
import chat.parley.console.command.Command;
import chat.parley.console.command.Commands;
import chat.parley.console.settings.ExitCode;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManPageTest {
    private static final List<String> PAGE = run("man");

    private static List<String> run(String... arguments) {
        ConsoleRun run = new ConsoleRun(
                (options, passphrase, listener) -> new FakeClient(FakeClient.Script.GOOD, options, listener),
                "",
                arguments);
        assertThat(run.code).isZero();
        return run.out;
    }

    private static String escaped(String text) {
        return text.replace("-", "\\-");
    }

    @Test
    @DisplayName("Every command of the prompt is in the manual page as /help has it")
    void page_hasTheCommandsOfThePrompt() {
        for (Command each : Commands.described().all()) {
            assertThat(PAGE).contains(".B \"" + escaped(each.usage()) + "\"", escaped(each.purpose()));
            each.details().forEach(detail -> assertThat(PAGE).contains(escaped(detail)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "send",
                "tail",
                "read-export",
                "completion",
                "man",
                "domain create",
                "domain issue",
                "domain renew",
                "domain invite"
            })
    @DisplayName("Every command and option of --help is in the manual page, with nothing left to fill in")
    void page_hasTheOptions(String command) {
        String words = ("parley " + command).strip();
        assertThat(PAGE).anyMatch(line -> line.startsWith(escaped(words) + " [OPTION]"));
        List<String> help = run((command + " --help").strip().split(" "));
        assertThat(help)
                .filteredOn(line -> line.matches("\\s+(-., )?--.*"))
                .isNotEmpty()
                .allSatisfy(line -> {
                    String option = line.strip()
                            .replaceAll("^-., ", "")
                            .replaceAll("[ =,].*", "")
                            .replace("[no-]", "");
                    assertThat(PAGE).anyMatch(item -> item.startsWith(".B ") && item.contains(escaped(option)));
                });
        assertThat(String.join("\n", PAGE)).doesNotContain("${");
    }

    @Test
    void page_hasTheExitCodes_andOnlyMacrosBeginWithADot() {
        for (ExitCode each : ExitCode.values()) {
            assertThat(PAGE).contains(".B \"" + each.number() + "\"");
        }
        assertThat(PAGE)
                .filteredOn(line -> line.startsWith("."))
                .allMatch(line -> line.matches("\\.(TH|SH|SS|B|TP|PP|EX|EE|br)( .*)?"));
        assertThat(new Roff()
                        .text(".so /etc/passwd")
                        .text("'br a\\b")
                        .item("a\"b")
                        .toString())
                .isEqualTo("\\&.so /etc/passwd\n\\&'br a\\eb\n.TP\n.B \"a\\(dqb\"\n");
    }
}
