package chat.parley.federation;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.nodes.ConsoleProcess;
import chat.parley.nodes.Domain;
import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Ports;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two people at terminals, each with the executable jar at another of two real nodes. */
@DisabledOnOs(OS.WINDOWS)
class TwoConsolesIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PROMPT = "ops>";

    @TempDir
    private Path folder;

    private int[] ports;
    private NodeProcess first;
    private NodeProcess second;
    private ConsoleProcess.Terminal alice;
    private ConsoleProcess.Terminal bob;

    @BeforeEach
    void bothAreThere() throws IOException {
        ports = new int[] {Ports.free(), Ports.free()};
        Domain domain = Domain.create(folder.resolve("domain.key"));
        for (int port : ports) {
            domain.issue(data(port), url(port));
        }
        first = node(ports[0], ports[1]);
        second = node(ports[1], ports[0]);
        first.ready();
        second.ready();
        alice = console("alice", ports[0]);
        bob = console("bob", ports[1]);
        shows(alice, "you joined ops", "");
        shows(bob, "you joined ops", "");
        // Who is there is known at both when each has heard of the other.
        Eventually.within(SOON, () -> {
            assertThat(alice.lines()).anyMatch(line -> line.contains("bob"));
            assertThat(bob.lines()).anyMatch(line -> line.contains("alice"));
        });
    }

    @AfterEach
    void allGo() {
        for (AutoCloseable each : new AutoCloseable[] {alice, bob, first, second}) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                // Nothing is asserted here.
            }
        }
    }

    @Test
    @DisplayName(
            "Texts, a file and a picture go both ways; what is typed while the nodes die waits in sight, then goes")
    void conversation_throughTheDeathOfNodes() throws Exception {
        alice.type("are you there?\r");
        shows(bob, "alice: are you there?", "");
        bob.type("I am\r");
        shows(alice, "bob: I am", "");
        carries(alice, bob, file("plan.txt", "dig here"));
        carries(bob, alice, file("answer.txt", "not there"));
        carries(alice, bob, picture("cat.png", 0xc02040));
        carries(bob, alice, picture("dog.png", 0x20c040));

        alice.type("a line that is ty");
        second.kill();
        shows(bob, "moved to " + url(ports[0]), "");
        Eventually.within(SOON, () -> assertThat(bob.lastLine()).isEqualTo(PROMPT));
        first.kill();
        Eventually.within(SOON, () -> assertThat(alice.lastLine()).isEqualTo("ops (offline)> a line that is ty"));
        Eventually.within(SOON, () -> assertThat(bob.lastLine()).isEqualTo("ops (offline)>"));
        alice.type("ped\r");
        bob.type("and another\r");
        shows(alice, "(waiting) to ops: a line that is typed (no server yet; /cancel ", "");
        shows(bob, "(waiting) to ops: and another (no server yet; /cancel ", "");
        bob.type("a slip\r");
        String slip = shows(bob, "(waiting) to ops: a slip (no server yet; /cancel ", "(\\d+) takes it back");
        bob.type("/cancel " + slip + "\r");
        shows(bob, "not sent to ops: a slip", "");
        Eventually.within(SOON, () -> assertThat(alice.lastLine()).isEqualTo("ops (offline, 1 on the way)>"));

        first = node(ports[0], ports[1]);
        shows(bob, "alice: a line that is typed", "");
        shows(alice, "bob: and another", "");
        shows(alice, "[ops] alice: a line that is typed", "");
        // What one server has is not safe before a second one has it.
        second = node(ports[1], ports[0]);
        for (ConsoleProcess.Terminal each : List.of(alice, bob)) {
            Eventually.within(SOON, () -> assertThat(each.lastLine()).isEqualTo(PROMPT));
        }
        assertThat(alice.lines()).noneMatch(line -> line.contains("a slip"));
        alice.type("/quit\r");
        assertThat(alice.exitCode()).isZero();
        bob.type("/quit\r");
        assertThat(bob.exitCode()).isZero();
    }

    /** One sends a file, the other accepts it. */
    private void carries(ConsoleProcess.Terminal from, ConsoleProcess.Terminal to, Path file) throws IOException {
        Path inbox = folder.resolve("inbox");
        Files.createDirectories(inbox);
        from.type("/send " + file + "\r");
        String number = shows(to, "<file " + file.getFileName(), ".*/accept (\\d+)>");
        assertThat(inbox.resolve(file.getFileName())).doesNotExist();
        to.type("/accept " + number + " " + inbox + "\r");
        byte[] bytes = Files.readAllBytes(file);
        Eventually.within(
                SOON,
                () -> assertThat(inbox.resolve(file.getFileName())).exists().hasBinaryContent(bytes));
        Eventually.within(SOON, () -> assertThat(to.lastLine()).isEqualTo(PROMPT));
    }

    /** Waits until a line has this, then what the pattern says; returns its group, if it has one. */
    private static String shows(ConsoleProcess.Terminal terminal, String text, String then) {
        Pattern pattern = Pattern.compile(Pattern.quote(text) + then);
        String[] found = {""};
        Eventually.within(SOON, () -> {
            Matcher matcher = pattern.matcher(String.join("\n", terminal.lines()));
            assertThat(matcher.find())
                    .as("%s on%n%s", pattern, String.join("\n", terminal.lines()))
                    .isTrue();
            found[0] = matcher.groupCount() > 0 ? matcher.group(1) : "";
        });
        return found[0];
    }

    private Path file(String name, String text) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    private Path picture(String name, int colour) throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                image.setRGB(x, y, colour + x);
            }
        }
        Path file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private ConsoleProcess.Terminal console(String name, int port) throws IOException {
        return ConsoleProcess.terminal(
                "--port",
                Integer.toString(port),
                "--nick",
                name,
                "--join",
                "ops",
                "--no-color",
                "--home",
                folder.resolve(name).toString());
    }

    private NodeProcess node(int port, int other) {
        return NodeProcess.with(
                folder.resolve("node" + port),
                port,
                "parley.data=" + data(port),
                "parley.url=" + url(port),
                "parley.peers=" + url(other));
    }

    private Path data(int port) {
        return folder.resolve("data" + port).toAbsolutePath();
    }

    private static String url(int port) {
        return "ws://127.0.0.1:" + port + "/parley";
    }
}
