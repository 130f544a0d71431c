package chat.parley.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees and types at a pseudo-terminal, where {@link TerminalPeople} run. */
abstract class TerminalCase {
    static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path home;

    PseudoTerminal terminal;

    /** Starts it as alice, who is in the rooms lobby and other with bob. */
    void start(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--nick", "alice", "--home", home.toString()));
        arguments.addAll(List.of(more));
        terminal = new PseudoTerminal(arguments.toArray(String[]::new));
        prompts("lobby>");
    }

    @AfterEach
    void end() {
        if (terminal != null) {
            terminal.close();
        }
    }

    void prompts(String line) {
        await().atMost(SOON).untilAsserted(() -> assertThat(terminal.lastLine()).isEqualTo(line));
    }

    void shows(String part) {
        await().atMost(SOON).untilAsserted(() -> assertThat(terminal.lines()).anyMatch(line -> line.contains(part)));
    }

    void writes(String sequence) {
        await().atMost(SOON).untilAsserted(() -> assertThat(terminal.written()).contains(sequence));
    }

    void quit() throws Exception {
        terminal.type("/quit\r");
        assertThat(terminal.exitCode()).isZero();
    }
}
