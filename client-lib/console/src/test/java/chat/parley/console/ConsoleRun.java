package chat.parley.console;

import chat.parley.console.domain.DomainTools;
import chat.parley.console.settings.ParleyClientFactory;
import chat.parley.console.settings.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the whole console in a pipe and keeps what came out. */
public final class ConsoleRun implements DomainTools {
    public final List<String> domainCalls = new ArrayList<>();
    public final int code;
    public final List<String> out;
    public final List<String> err;

    public ConsoleRun(ParleyClientFactory clients, String input, String... arguments) {
        this(Path.of("home"), clients, input, arguments);
    }

    public ConsoleRun(Path home, ParleyClientFactory clients, String input, String... arguments) {
        ByteArrayOutputStream standardOut = new ByteArrayOutputStream();
        ByteArrayOutputStream standardErr = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                standardOut,
                new PrintStream(standardErr, true, StandardCharsets.UTF_8),
                Map.of(),
                "osuser",
                home,
                Clock.systemUTC(),
                false);
        code = new CommandTree(clients, this, surroundings).run(arguments);
        out = standardOut.toString(StandardCharsets.UTF_8).lines().toList();
        err = standardErr.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Override
    public void create(Path key) {
        domainCalls.add("create " + key);
    }

    @Override
    public void issue(Path key, Path nodeData, String url, int days) {
        domainCalls.add("issue " + key + " " + nodeData + " " + url + " " + days);
    }

    @Override
    public String invite(Path key, int days) {
        domainCalls.add("invite " + key + " " + days);
        return "CODE-" + domainCalls.size();
    }
}
