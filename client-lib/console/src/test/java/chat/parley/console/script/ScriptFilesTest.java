package chat.parley.console.script;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.console.ConsoleRun;
import chat.parley.console.FakeClient;
import chat.parley.console.settings.ExitCode;
import chat.parley.console.settings.ParleyClientFactory;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files, answers and conversations of two, for scripts. */
@Timeout(120)
class ScriptFilesTest {
    private static final RoomRef.Open ROOM = RoomRef.open("x");
    private static final Person BOB = FakeClient.person(2, "bob", false);

    @TempDir
    private Path folder;

    private final AtomicReference<FakeClient> client = new AtomicReference<>();

    private ConsoleRun run(Consumer<FakeClient> setting, String... arguments) {
        ParleyClientFactory clients = (options, passphrase, listener) -> {
            FakeClient made = new FakeClient(FakeClient.Script.GOOD, options, listener);
            setting.accept(made);
            client.set(made);
            return made;
        };
        return new ConsoleRun(clients, "", arguments);
    }

    private static ClientEvent.Message file(int id, Person sender) {
        ClientEvent.Marks marks = new ClientEvent.Marks(
                Optional.empty(),
                false,
                false,
                new TreeMap<>(),
                Optional.of(new ClientEvent.Attachment("notes.txt", "text/plain", 1000, Optional.empty())));
        ClientEvent.Message plain = FakeClient.message(id, ROOM, sender, "look");
        return new ClientEvent.Message(ROOM, plain.id(), sender, plain.time(), "look", marks, false);
    }

    @Test
    @DisplayName("send --file: sends a file, with a text or without, and fails if it does not come across")
    void send_file() throws Exception {
        Path notes = Files.writeString(folder.resolve("notes.txt"), "hello");
        Path large = Files.writeString(folder.resolve("too large.txt"), "hello");
        assertThat(run(made -> {}, "send", "--room", "#x", "--file", notes.toString(), "see", "this").code)
                .isZero();
        assertThat(client.get().calls()).contains("send notes.txt of 5 as text/plain to x saying see this");
        assertThat(run(made -> {}, "send", "--room", "#x", "--file", notes.toString()).code)
                .isZero();
        ConsoleRun failed = run(made -> {}, "send", "--room", "#x", "--file", large.toString());
        assertThat(failed.code).isEqualTo(ExitCode.REFUSED.number());
        assertThat(failed.err).singleElement().asString().contains("there is no room for it");
        ConsoleRun none = run(
                made -> {},
                "send",
                "--room",
                "#x",
                "--file",
                folder.resolve("none").toString());
        assertThat(none.code).isEqualTo(ExitCode.REFUSED.number());
        assertThat(none.err).singleElement().asString().contains("there is no file");
    }

    @Test
    @DisplayName("send --reply-to answers the message of that id")
    void send_replyTo() {
        String id = FakeClient.message(1, ROOM, BOB, "uptime?").id().toString();
        assertThat(run(made -> {}, "send", "--room", "#x", "--reply-to", id, "3 days").code)
                .isZero();
        assertThat(client.get().said(ROOM))
                .singleElement()
                .satisfies(said ->
                        assertThat(said.marks().replyTo().map(Object::toString)).contains(id));
        assertThat(run(made -> {}, "send", "--room", "#x", "--reply-to", "12", "3 days").code)
                .isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    @DisplayName("send --to: to one person by their name in the domain, in a conversation that begins with it")
    void send_toSomebody() {
        for (String name : List.of("@carol", "carol")) {
            assertThat(run(made -> {}, "send", "--to", name, "hi").code).isZero();
            RoomRef two = client.get()
                    .owned()
                    .with(FakeClient.person(3, "carol", false).user());
            assertThat(client.get().said(two))
                    .extracting(ClientEvent.Message::text)
                    .containsExactly("hi");
        }
        assertThat(run(made -> {}, "send", "--to", "@nobody", "hi").code).isEqualTo(ExitCode.REFUSED.number());
        assertThat(run(made -> {}, "send", "--to", "@carol", "--room", "#x", "hi").code)
                .isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    @DisplayName("tail --save fetches what others send into the folder, and nothing is fetched without it")
    void tail_save() {
        Consumer<FakeClient> offers = made -> {
            made.remember(ROOM, List.of(made.me(), BOB), List.of());
            made.tell(file(1, made.me()));
            made.tell(file(2, BOB));
        };
        ConsoleRun run = run(offers, "tail", "--json", "--count", "2", "--save", folder.toString());
        assertThat(run.code).isZero();
        assertThat(client.get().calls()).containsOnlyOnce("accept into " + folder);
        List<JsonObject> lines = run.out.stream()
                .map(line -> Json.createReader(new StringReader(line)).readObject())
                .toList();
        assertThat(lines)
                .filteredOn(line -> line.getString("kind").equals("file-saved"))
                .singleElement()
                .satisfies(saved -> assertThat(saved.getJsonObject("file").getString("path"))
                        .isEqualTo(folder.resolve("notes.txt").toString()))
                .satisfies(saved -> assertThat(saved.getString("id"))
                        .isEqualTo(file(2, BOB).id().toString()));

        run(offers, "tail", "--count", "2");
        assertThat(client.get().calls()).noneMatch(call -> call.startsWith("accept"));
        assertThat(run(offers, "tail", "--save", folder.resolve("none").toString()).code)
                .isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    @DisplayName("The help of send and tail names the exit codes")
    void help_namesTheExitCodes() {
        for (String command : List.of("send", "tail")) {
            assertThat(String.join("\n", run(made -> {}, command, "--help").out))
                    .contains("Exit codes", "5  in a pipe: something said or done is not stored");
        }
    }
}
