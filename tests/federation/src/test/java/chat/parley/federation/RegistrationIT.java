package chat.parley.federation;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.nodes.ConsoleProcess;
import chat.parley.nodes.Domain;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may register where the operator has a say, with the programs that operators and people use. */
class RegistrationIT {
    private static final String WORD = "blue tractor under seven lamps";

    @TempDir
    private Path folder;

    @Test
    @DisplayName(
            "A30: where a code is needed, one that the operator has made is good for one account; closed is closed")
    void registration_takesAnOperatorsCodeOnce() throws Exception {
        Path key = folder.resolve("domain.key");
        Domain domain = Domain.create(key);
        String code;
        try (NodeProcess node = node(domain, "code")) {
            ConsoleProcess.Ended made = ConsoleProcess.pipe("", "domain", "invite", "--key", key.toString());
            assertThat(made.code()).isZero();
            code = made.out().get(0).trim();

            refused(register(node, "anna"), "code");
            refused(register(node, "anna", "ABCD-EFGH"), "code");
            ConsoleProcess.Ended anna = register(node, "anna", code);
            assertThat(anna.code()).isZero();
            assertThat(anna.out()).contains("* you are @anna now").anyMatch(line -> line.contains("recovery code"));
            refused(register(node, "ben", code), "was used");
        }
        try (NodeProcess node = node(domain, "closed")) {
            refused(register(node, "ben"), "takes no new accounts");
            refused(register(node, "ben", code), "takes no new accounts");
        }
    }

    private static void refused(ConsoleProcess.Ended run, String why) {
        assertThat(run.code()).isNotZero();
        assertThat(run.out()).anyMatch(line -> line.contains(why)).noneMatch(line -> line.contains("you are @"));
    }

    private NodeProcess node(Domain domain, String registration) throws IOException {
        int port = Ports.free();
        String url = "ws://127.0.0.1:" + port + "/parley";
        Path data = folder.resolve(registration).resolve("data").toAbsolutePath();
        domain.issue(data, url);
        NodeProcess node = NodeProcess.with(
                folder.resolve(registration).resolve("node"),
                port,
                "parley.data=" + data,
                "parley.url=" + url,
                "parley.registration=" + registration);
        node.ready();
        return node;
    }

    private ConsoleProcess.Ended register(NodeProcess node, String name, String... code) throws Exception {
        Path passwords = Files.writeString(folder.resolve("passwords"), WORD + "\n");
        List<String> words = new ArrayList<>(List.of("/register", name));
        words.addAll(Arrays.asList(code));
        return ConsoleProcess.pipe(
                String.join(" ", words) + "\n",
                "--server",
                node.url(),
                "--nick",
                name,
                "--home",
                folder.resolve("home-" + node.port() + name).toString(),
                "--password-file",
                passwords.toString());
    }
}
