package chat.parley.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The console as a program of its own at a real pseudo-terminal. */
@DisabledOnOs(OS.WINDOWS)
class AtTerminalTest extends TerminalCase {
    private static final String PASSWORD = FakeAccounts.PASSWORD;

    @BeforeEach
    void start() throws IOException {
        start("--no-color");
    }

    @Test
    @DisplayName("Registering: no password is on the screen, in the history's file, or among the keys that come back")
    void register_passwordIsNotSeen() throws Exception {
        terminal.type("/register alice\r");
        prompts("Password for @alice (it is not shown):");
        terminal.type("12345678\r");
        shows("guessed too soon");
        prompts("Password for @alice (it is not shown):");
        terminal.type(PASSWORD + "\r");
        prompts("The same once more (it is not shown):");
        terminal.type(PASSWORD + "\r");
        await().atMost(SOON).untilAsserted(() -> assertThat(terminal.lastLine()).contains("what is group"));
        terminal.type(askedGroup() + "\r");
        shows("* right");
        prompts("lobby>");
        terminal.type("\u001bOA");
        prompts("lobby> /register alice");
        terminal.type("\u0015");
        prompts("lobby>");
        quit();
        assertThat(terminal.written())
                .doesNotContain(PASSWORD)
                .doesNotContain("12345678")
                .doesNotContain("tractor");
        assertThat(Files.readString(home.resolve("history")))
                .doesNotContain("tractor")
                .doesNotContain("register");
    }

    private String askedGroup() {
        Matcher code = Pattern.compile("recovery code: (\\S+)").matcher(String.join("\n", terminal.lines()));
        Matcher which = Pattern.compile("what is group (\\d)").matcher(terminal.lastLine());
        assertThat(code.find() && which.find()).isTrue();
        return code.group(1).split("-")[Integer.parseInt(which.group(1)) - 1];
    }

    @Test
    @DisplayName("What comes while a password is typed is shown above it, and the question stays")
    void question_staysWholeWhileOthersWrite() throws Exception {
        terminal.type("bob: hello\r/login alice\r");
        await().atMost(SOON).untilAsserted(() -> assertThat(terminal.lastLine()).endsWith("Go on? (yes or no)"));
        shows("[lobby] bob: alice: hello");
        terminal.type("yes\r");
        prompts("Password of @alice (it is not shown):");
        terminal.type("\u0004");
        shows("* nothing was changed");
        terminal.type("/login alice\r");
        terminal.type("yes\r");
        prompts("Password of @alice (it is not shown):");
        terminal.type(PASSWORD + "\r");
        shows("* you are @alice now");
        prompts("no room>");
        quit();
    }

    @Test
    @DisplayName("A mention rings; messages have numbers; keys lead to where something waits")
    void talk_mentionsNumbersAndKeys() throws Exception {
        terminal.type("bob: you there\r");
        shows(" [lobby] bob: alice: you there");
        writes("\u0007");
        Matcher number = Pattern.compile(" (\\d+) \\[lobby] bob: ").matcher(String.join("\n", terminal.lines()));
        assertThat(number.find()).isTrue();
        terminal.type("/reply " + number.group(1) + " yes\r");
        shows("[lobby] alice (answers " + number.group(1) + "): yes");
        terminal.type("elsewhere\r");
        prompts("lobby [other 1]>");
        terminal.type("half a li\u001ba");
        prompts("other> half a li");
        terminal.type("\u001b1");
        prompts("lobby> half a li");
        terminal.type("\u0015");
        quit();
    }

    @Test
    @DisplayName(
            "Typing is told while a line of talk is typed, and shown at the end of the line, which stays where it is")
    void typing_isToldAndShown() throws Exception {
        terminal.type("mimic me\r");
        shows("[lobby] alice: mimic me");
        terminal.type("/who");
        prompts("lobby> /who");
        terminal.type("\u0015hel");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(terminal.lastLine()).matches("lobby> hel {20,}bob is typing"));
        terminal.type("\u0015");
        prompts("lobby>");
        quit();
        assertThat(terminal.lines())
                .as("nothing is printed of it")
                .noneMatch(line -> line.startsWith("*") && line.contains("typing"));
    }

    @Test
    @DisplayName("Tab completes commands and names; /device add draws a code")
    void tab_completes() throws Exception {
        terminal.type("/devi\t\t");
        shows("/devices");
        terminal.type("\u0015/kick b\t");
        prompts("lobby> /kick bob");
        terminal.type("\u0015/device add\r");
        shows("parley:device:1:abc");
        assertThat(terminal.lines()).anyMatch(line -> line.contains("██ ▄▄▄▄▄ █"));
        quit();
    }

    @Test
    @DisplayName("A file under way has a bar above the line that is typed, and none when it is over")
    void transfer_hasABarAboveTheLine() throws Exception {
        terminal.type("carry 50\r");
        shows("> notes.txt  [##########          ]  50%");
        prompts("lobby>");
        terminal.type("carry 100\r");
        shows("* notes.txt in lobby: no room there (QUOTA)");
        await().atMost(SOON).untilAsserted(() -> assertThat(bars()).isZero());
        terminal.type("half a line");
        prompts("lobby> half a line");
        terminal.type("\u0015");
        quit();
    }

    /** Bars between the last line of talk and the line that is typed. */
    private long bars() {
        List<String> lines = terminal.lines();
        int failed = 0;
        for (int i = 0; i < lines.size(); i++) {
            failed = lines.get(i).contains("(QUOTA)") ? i : failed;
        }
        return lines.subList(failed, lines.size()).stream()
                .filter(line -> line.startsWith("> notes.txt"))
                .count();
    }
}
