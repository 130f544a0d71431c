package chat.parley.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a person sees of rooms that they come to, of texts of several lines, and of files that they name. */
@DisabledOnOs(OS.WINDOWS)
class TerminalLooksTest extends TerminalCase {
    @Test
    @DisplayName("With --one-room what is said elsewhere waits, counted, until one goes there and sees it")
    void oneRoom_showsTheOthersWhenOneGoesThere() throws Exception {
        start("--no-color", "--one-room");
        terminal.type("everywhere\r");
        prompts("lobby [other 2]>");
        shows("[lobby] bob: in the lobby");
        assertThat(terminal.lines()).noneMatch(line -> line.contains("in the other"));
        terminal.type("/switch other\r");
        prompts("other>");
        shows("* 2 new:");
        shows("[other] bob: in the other");
        shows("[other] bob: once more");
        quit();
    }

    @Test
    @DisplayName(
            "A text of several lines has them at a terminal, set in, so that none looks like a line of the program's own")
    void severalLines_areSetIn() throws Exception {
        start("--no-color");
        terminal.type("poem\r");
        shows("bob: roses");
        shows("  | * connected to ws://evil");
        assertThat(terminal.lines()).noneMatch(line -> line.startsWith("* connected to ws://evil"));
        quit();
    }

    @Test
    @DisplayName("Tab completes a file's name, spaces and all; Tab again what comes after a folder")
    void files_areCompleted() throws Exception {
        Files.createDirectories(home.resolve("my things"));
        Files.writeString(home.resolve("my things").resolve("shopping list.txt"), "milk");
        start("--no-color");
        terminal.type("/send " + home + "/my t\t");
        await().atMost(SOON).untilAsserted(() -> assertThat(joined()).endsWith("/my things/"));
        terminal.type("sh\t");
        await().atMost(SOON).untilAsserted(() -> assertThat(joined()).endsWith("/my things/shopping list.txt"));
        terminal.type("\r");
        shows("sending shopping list.txt to lobby (/cancel 501)");
        quit();
    }

    /** A long line is on several of the screen's. */
    private String joined() {
        List<String> lines = terminal.lines();
        return String.join("", lines.subList(Math.max(0, lines.size() - 3), lines.size()))
                .stripTrailing();
    }

    @Test
    @DisplayName("/show draws a picture again")
    void show_drawsAgain() throws Exception {
        start("--pictures", "blocks");
        terminal.type("picture\r");
        shows("<file cat.png");
        // What bob answers comes after all of the picture.
        terminal.type("bob: seen\r");
        shows("alice: seen");
        assertThat(blocks()).isPositive();
        long before = blocks();
        String number = terminal.lines().stream()
                .filter(line -> line.contains("<file cat.png"))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*/accept ([0-9]+)>.*", "$1");
        terminal.type("/show " + number + "\r");
        await().atMost(SOON).untilAsserted(() -> assertThat(blocks()).isEqualTo(2 * before));
        quit();
    }

    private long blocks() {
        return terminal.written().chars().filter(c -> c == '\u2580').count();
    }

    @Test
    @DisplayName("A file is above the line from the first moment, and /quit asks before it would be lost")
    void waitingFile_isShown_andAskedAfter() throws Exception {
        start("--no-color");
        terminal.type("seal\r");
        shows("> notes.txt  being sealed  /cancel 7");
        terminal.type("/quit\r");
        shows("1 file is not across yet: it is to be sent or accepted again. End all the same?");
        terminal.type("no\r");
        shows("* you stay");
        terminal.type("stall\r");
        shows("> notes.txt  [##########          ]  50%  nothing moves now, it goes on by itself  /cancel 7");
        terminal.type("/quit\r");
        shows("it goes on at the next start. End all the same?");
        terminal.type("yes\r");
        assertThat(terminal.exitCode()).isZero();
    }
}
