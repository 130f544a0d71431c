package chat.parley.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a person does with the console from the first start on, at a real pseudo-terminal. */
@DisabledOnOs(OS.WINDOWS)
class TerminalFlowsTest extends TerminalCase {
    private static final char CTRL_C = 3;
    private static final char CTRL_D = 4;
    private static final char CTRL_U = 21;

    @Test
    @DisplayName("The first start says who one is and what to do; help explains; a slip is answered by what was meant")
    void firstStart_saysWhatToDo() throws Exception {
        start("--no-color");
        shows("* you are alice; /help lists the commands, Ctrl-D ends");
        shows("* connected to ws://");
        terminal.type("/help\r");
        shows("* Talking: /msg /tell");
        terminal.type("/help send\r");
        shows("* /send [dm:<name>] <file> [-- text]");
        terminal.type("/swi\r");
        shows("did you mean /switch <room or number>?");
        quit();
    }

    @Test
    @DisplayName("Several rooms: what waits in each is counted in the prompt until the person goes there")
    void rooms_unreadIsCounted() throws Exception {
        start("--no-color");
        terminal.type("/create garden --private\r");
        prompts("garden>");
        shows("* you own garden");
        terminal.type("everywhere\r");
        prompts("garden [lobby 1, other 2]>");
        terminal.type("/rooms\r");
        shows("* your rooms: 1 lobby (1 new), 2 other (2 new), 3 garden (here)");
        terminal.type("/switch other\r");
        prompts("other [lobby 1]>");
        terminal.type("/switch 1\r");
        prompts("lobby>");
        quit();
    }

    @Test
    @DisplayName(
            "Coming in: one invites, another enters by an invitation's number or by a link, which is in no history")
    void rooms_inviteAndEnter() throws Exception {
        start("--no-color");
        terminal.type("/create orchard\r");
        shows("parley:room:1:xyz");
        prompts("orchard>");
        terminal.type("/invite carol guest\r");
        shows(" is invited to orchard as a guest");
        terminal.type("/switch lobby\r");
        prompts("lobby>");
        terminal.type("invite me\r");
        shows("bob~");
        shows(": /enter 2 goes in, /decline 2 does not");
        terminal.type("/enter 2\r");
        shows("* you joined garden");
        terminal.type("/switch lobby\r");
        prompts("lobby>");
        terminal.type("/enter parley:room:1:xyz\r");
        prompts("garden>");
        quit();
        assertThat(Files.readString(home.resolve("history")))
                .contains("/switch lobby")
                .doesNotContain("xyz");
    }

    @Test
    @DisplayName(
            "Two alone: /tell goes to that person only; /verify draws a code and 60 digits; /search finds what was said")
    void people_tellVerifySearch() throws Exception {
        start("--no-color");
        terminal.type("/tell carol the key is under the mat\r");
        shows("[@carol] alice: the key is under the mat");
        prompts("lobby>");
        terminal.type("/verify carol\r");
        shows("* you and carol: ");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(terminal.lines())
                        .anyMatch(line -> line.matches("\\* you and carol: ([0-9]{5} ){11}[0-9]{5}")));
        assertThat(terminal.lines()).anyMatch(line -> line.contains("██ ▄▄▄▄▄ █"));
        terminal.type("/verify carol 12345\r");
        shows("type all 60 digits");
        terminal.type("/search mat\r");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(terminal.lines())
                        .filteredOn(line -> line.contains("[@carol] alice: the key is under the mat"))
                        .hasSizeGreaterThanOrEqualTo(2));
        prompts("lobby>");
        quit();
    }

    @Test
    @DisplayName("Files: one is sent with words, another is fetched only when it is accepted")
    void files_sendAndAccept() throws Exception {
        start("--no-color");
        Path plan = Files.writeString(home.resolve("the plan.txt"), "dig");
        terminal.type("/send " + plan + " -- have a look\r");
        shows("* sending the plan.txt to lobby");
        prompts("lobby>");
        terminal.type("/send " + home.resolve("nothing") + "\r");
        shows("* there is no file");
        terminal.type("offer\r");
        shows("notes.txt");
        Matcher number =
                Pattern.compile(" (\\d+) \\[lobby] bob: .*notes.txt").matcher(String.join("\n", terminal.lines()));
        assertThat(number.find()).isTrue();
        assertThat(terminal.lines()).noneMatch(line -> line.contains("saved as"));
        terminal.type("/accept " + number.group(1) + " " + home + "\r");
        shows("* saved as " + home);
        prompts("lobby>");
        quit();
    }

    @Test
    @DisplayName(
            "Ctrl-C takes the line away and nothing else; Ctrl-D at an empty line ends with 0; neither does in a line")
    void keys_endOnlyWhatTheyShould() throws Exception {
        assumeTrue(PseudoTerminal.CONTROLLED, "setsid is not there: the terminal's signals go nowhere");
        start("--no-color");
        terminal.type("half a li");
        prompts("lobby> half a li");
        terminal.type("" + CTRL_C);
        prompts("lobby>");
        terminal.type("still here\r");
        shows("[lobby] alice: still here");
        terminal.type("abc\u001bOD" + CTRL_D);
        prompts("lobby> ab");
        terminal.type("" + CTRL_U);
        prompts("lobby>");
        terminal.type("" + CTRL_D);
        assertThat(terminal.exitCode()).isZero();
    }

    @Test
    @DisplayName("In a window of another size the line being typed is whole, and what comes stands above it")
    void window_resized_lineStaysWhole() throws Exception {
        assumeTrue(PseudoTerminal.CONTROLLED, "setsid is not there: the terminal's signals go nowhere");
        start("--no-color");
        String line = "a line that is longer than the window will be in a moment";
        terminal.type(line);
        prompts("lobby> " + line);
        resizes(40, 30, line);
        terminal.type("!");
        shows("ow will be in a moment!");
        resizes(100, 50, line + "!");
        terminal.type("!");
        prompts("lobby> " + line + "!!");
        terminal.type("\r");
        shows("[lobby] alice: " + line + "!!");
        prompts("lobby>");
        quit();
    }

    /** Waits until the program has drawn its line anew: what is typed before that is drawn for the old window. */
    private void resizes(int columns, int rows, String line) throws IOException {
        int before = terminal.written().length();
        terminal.resize(columns, rows);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(terminal.written().substring(before)).contains("lobby> " + line));
    }

    @Test
    @DisplayName(
            "A server that is killed is said, once; what is typed until another answers stays in sight, or is taken"
                    + " back")
    void server_killed_isSaid_andTextsWait() throws Exception {
        start("--no-color");
        terminal.type("lose\r");
        prompts("lobby (offline)>");
        shows("(it was killed); trying again");
        terminal.type("a slip\r");
        shows("* (waiting) to lobby: a slip (no server yet; /cancel 2 takes it back)");
        prompts("lobby (offline, 1 on the way)>");
        terminal.type("/cancel 2\r");
        shows("* not sent to lobby: a slip");
        prompts("lobby (offline)>");
        terminal.type("regain\r");
        shows("* (waiting) to lobby: regain (no server yet; /cancel 3 takes it back)");
        shows("[lobby] alice: regain");
        prompts("lobby>");
        assertThat(terminal.lines()).noneMatch(line -> line.contains("[lobby] alice: a slip"));
        assertThat(terminal.lines())
                .filteredOn(line -> line.contains("it was killed"))
                .hasSize(1);
        quit();
    }

    @Test
    @DisplayName("A client that stops, as its disk is full, ends the program with a line and 7; the history is kept")
    void stopped_endsWithALineAndACode() throws Exception {
        assumeTrue(PseudoTerminal.CONTROLLED, "setsid is not there: the terminal's signals go nowhere");
        start("--no-color");
        terminal.type("/rooms\r");
        shows("* your rooms: ");
        terminal.type("break down\r");
        shows("parley: this client cannot go on: the client's disk cannot be written. Start it again");
        assertThat(terminal.exitCode()).isEqualTo(7);
        assertThat(terminal.written()).doesNotContain("Exception");
        assertThat(Files.readString(home.resolve("history"))).contains("/rooms");
    }

    @Test
    @DisplayName(
            "Whether the terminal draws pictures it is asked; its answers are no letters in the line, whenever they come")
    void pictures_terminalAnswersInTheMidstOfALine() throws Exception {
        start();
        writes("\u001b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u001b\\\u001b[16t\u001b[c");
        terminal.type("pic\u001b_Gi=31;OK\u001b\\t\u001b[6;20;10tu\u001b[?62;4;22cre");
        prompts("lobby> picture");
        terminal.type("\r");
        writes("\u001b_Ga=T,f=100,q=2,m=0;");
        shows("cat.png");
        prompts("lobby>");
        quit();
    }

    @Test
    @DisplayName("A terminal that says Sixel gets Sixel; one that is told blocks is not asked")
    void pictures_sixelAndBlocks() throws Exception {
        start();
        terminal.type("\u001b[?62;4;22cpicture\r");
        writes("\u001bP0;1;0q\"1;1;40;20#");
        prompts("lobby>");
        quit();
        terminal.close();
        start("--pictures", "blocks");
        terminal.type("picture\r");
        shows("▀▀▀▀▀▀▀▀");
        assertThat(terminal.written()).doesNotContain("\u001b_G").doesNotContain("\u001b[16t");
        quit();
    }
}
