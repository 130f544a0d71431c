package chat.parley.federation;

import static chat.parley.nodes.Talker.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.RoomRef;
import chat.parley.nodes.ConsoleProcess;
import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.StockNode;
import chat.parley.nodes.Talker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The executable jar as people and scripts start it, against a real node. */
@ExtendWith(StockNode.class)
class ConsoleIT {
    private static int count;

    @TempDir
    private Path people;

    private RoomRef.Open room;
    private Talker bob;
    private String port;

    @BeforeEach
    void bobIsThere(NodeProcess node) {
        count++;
        room = RoomRef.open("console-" + count);
        bob = Talker.in(room, people.resolve("bob"), "bob", node.url());
        port = Integer.toString(node.port());
    }

    @AfterEach
    void bobGoes() {
        bob.close();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @DisplayName("At a terminal: join, talk, /who, /quit; the line being typed stays whole while others write")
    void terminal_aConversation() throws Exception {
        try (ConsoleProcess.Terminal terminal =
                ConsoleProcess.terminal("--port", port, "--nick", "alice", "--no-color", "--home", home("alice"))) {
            Eventually.within(
                    SOON,
                    () -> assertThat(terminal.lines())
                            .anyMatch(line -> line.contains("connected to ws://127.0.0.1:" + port)));
            terminal.type("/join " + room + "\r");
            Eventually.within(SOON, () -> assertThat(terminal.lastLine()).isEqualTo(room + ">"));
            Eventually.within(
                    SOON,
                    () -> assertThat(terminal.lines())
                            .anyMatch(line -> line.contains("you joined " + room + "; here are you and bob")));

            terminal.type("grüße\r");
            Eventually.within(SOON, () -> assertThat(bob.texts(room)).containsExactly("grüße"));
            Eventually.within(
                    SOON,
                    () -> assertThat(terminal.lines())
                            .anyMatch(line -> line.contains("alice") && line.contains("grüße")));

            terminal.type("half a li");
            Eventually.within(SOON, () -> assertThat(terminal.lastLine()).isEqualTo(room + "> half a li"));
            for (int i = 0; i < 10; i++) {
                bob.say(room, "meanwhile " + i);
            }
            Eventually.within(SOON, () -> assertThat(terminal.lines()).anyMatch(line -> line.contains("meanwhile 9")));
            assertThat(terminal.lines().stream().filter(line -> line.contains("meanwhile")))
                    .hasSize(10)
                    .allMatch(line -> line.contains("bob") && !line.contains("half"));
            Eventually.within(SOON, () -> assertThat(terminal.lastLine()).isEqualTo(room + "> half a li"));
            terminal.type("ne\r");
            Eventually.within(SOON, () -> assertThat(bob.texts(room)).endsWith("half a line"));

            bob.say(room, "\u001b[2J\u001b[31mno colour\u0007");
            Eventually.within(
                    SOON, () -> assertThat(terminal.lines()).anyMatch(line -> line.contains("␛[2J␛[31mno colour")));

            terminal.type("/who\r");
            Eventually.within(
                    SOON,
                    () -> assertThat(terminal.lines())
                            .anyMatch(line -> line.contains("in " + room + " (2): alice (you), bob")));
            terminal.type("/quit\r");
            assertThat(terminal.exitCode()).isZero();
        }
    }

    @Test
    @DisplayName("In a pipe: lines are carried out in order, the text arrives, the code is 0")
    void pipe_says() throws Exception {
        ConsoleProcess.Ended ended = ConsoleProcess.pipe(
                "/join " + room + "\nhello\n/who\n", "--port", port, "--nick", "alice", "--home", home("alice"));

        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        Eventually.within(SOON, () -> assertThat(bob.texts(room)).containsExactly("hello"));
        assertThat(ended.out())
                .contains(
                        "* connected to ws://127.0.0.1:" + port + "/parley",
                        "* you joined " + room + "; here are you and bob",
                        "[" + room + "] alice: hello",
                        "* in " + room + " (2): alice (you), bob");
    }

    @Test
    @DisplayName("A program reads JSON and answers under one identity: what it answers is a reply to what it read")
    void program_readsAndAnswers() throws Exception {
        try (ConsoleProcess.Program bot = ConsoleProcess.program(
                "--json", "--port", port, "--nick", "bot", "--join", room.toString(), "--home", home("bot"))) {
            bot.until("\"kind\":\"joined\"");
            Eventually.within(SOON, () -> assertThat(bob.members(room)).contains("bot"));
            bob.say(room, "uptime?");
            String asked = bot.until("\"kind\":\"message\"", "\"text\":\"uptime?\"");
            String number = asked.replaceFirst(".*\"number\":([0-9]+).*", "$1");
            bot.write("\"/reply " + number + " 3 days\\nand 2 hours\"");
            bot.until("\"kind\":\"sent\"", "\"line\":1");
            bot.until("\"kind\":\"stored\"", "\"line\":1");
            Eventually.within(
                    SOON, () -> assertThat(bob.texts(room)).containsExactly("uptime?", "3 days\nand 2 hours"));
            assertThat(List.of(bot.end())).containsExactly(0);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @DisplayName(
            "The command is one file: copied anywhere it runs, says what comes by a pipe, and starts from what it left")
    void command_isOneFile() throws Exception {
        Path command =
                Files.copy(ConsoleProcess.command(), people.resolve("parley"), StandardCopyOption.COPY_ATTRIBUTES);
        Path cache = people.resolve("cache");
        for (String text : List.of("first", "second")) {
            String[] send = {
                command.toString(), "send", "--room", "#" + room, "--port", port, "--nick", "eve", "--home", home("eve")
            };
            try (ConsoleProcess.Program eve = ConsoleProcess.program(cache, send)) {
                eve.write(text);
                assertThat(List.of(eve.end())).containsExactly(0);
            }
        }
        Eventually.within(SOON, () -> assertThat(bob.texts(room)).containsExactly("first", "second"));
        try (Stream<Path> left = Files.list(cache)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .singleElement()
                    .asString()
                    .startsWith("console-")
                    .endsWith(".jsa");
        }
    }

    @Test
    @DisplayName("In a pipe: no server, a wrong flag, a folder in use: one line on standard error, and a code")
    void pipe_whatGoesWrong_isOneLineAndACode() throws Exception {
        assertFails(3, "no server reached in 1 s", "--port", "1", "--wait", "1", "--home", home("nobody"));
        assertFails(2, "--colour", "--colour", "blue");
        assertFails(2, "a port is a number", "--port", "99999999");
        assertFails(7, "in use", "--port", port, "--nick", "bob", "--home", home("bob"));
    }

    private static void assertFails(int code, String words, String... arguments) throws Exception {
        ConsoleProcess.Ended ended = ConsoleProcess.pipe("hello\n", arguments);
        assertThat(ended.err()).hasSize(1);
        assertThat(ended.err().get(0)).contains(words);
        assertThat(List.of(ended.code())).containsExactly(code);
    }

    private String home(String name) {
        return people.resolve(name).toString();
    }
}
