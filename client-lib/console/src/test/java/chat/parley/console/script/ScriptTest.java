package chat.parley.console.script;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.AccountException;
import chat.parley.client.ClientEvent;
import chat.parley.client.ClientOptions;
import chat.parley.client.ParleyClient;
import chat.parley.client.ParleyClients;
import chat.parley.client.RoomException;
import chat.parley.client.RoomRef;
import chat.parley.console.ConsoleRun;
import chat.parley.console.FakeClient;
import chat.parley.console.FakeOwnedRooms;
import chat.parley.console.settings.ExitCode;
import chat.parley.console.settings.ParleyClientFactory;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ScriptTest {
    private static final Set<String> FIELDS = Set.of(
            "kind",
            "room",
            "roomId",
            "id",
            "time",
            "user",
            "name",
            "self",
            "text",
            "replyTo",
            "edited",
            "deleted",
            "late",
            "reactions",
            "file");

    private final AtomicReference<FakeClient> client = new AtomicReference<>();

    private ParleyClientFactory clients(FakeClient.Script script, FakeClientSetting setting) {
        return (options, passphrase, listener) -> {
            FakeClient made = new FakeClient(script, options, listener);
            setting.set(made);
            client.set(made);
            return made;
        };
    }

    private interface FakeClientSetting {
        void set(FakeClient client);
    }

    private ConsoleRun run(String input, String... arguments) {
        return new ConsoleRun(clients(FakeClient.Script.GOOD, made -> {}), input, arguments);
    }

    @Test
    @DisplayName("send: says it in an open room, prints nothing, ends with 0 when it is stored")
    void send_openRoom() {
        ConsoleRun run = run("", "send", "--room", "#x", "--nick", "bot", "build", "green");
        assertThat(run.code).isZero();
        assertThat(run.out).isEmpty();
        assertThat(run.err).isEmpty();
        assertThat(client.get().said(RoomRef.open("x")))
                .extracting(message -> message.text())
                .containsExactly("build green");
    }

    @Test
    @DisplayName("send: without a text, standard input is one message, lines and all")
    void send_standardInput() {
        assertThat(run("two\nlines\n", "send", "--room", "#x").code).isZero();
        assertThat(client.get().said(RoomRef.open("x")))
                .extracting(message -> message.text())
                .containsExactly("two\nlines");
    }

    @Test
    void send_whatGoesWrong_isALineAndACode() {
        ConsoleRun unknown = run("", "send", "--room", "no such room", "hi");
        assertThat(unknown.code).isEqualTo(ExitCode.REFUSED.number());
        assertThat(unknown.err)
                .singleElement()
                .asString()
                .contains("you are in no closed room that is shown as no such room");
        assertThat(run("", "send", "hi").code).isEqualTo(ExitCode.USAGE.number());
        FakeClient.Script storesNothing = new FakeClient.Script(true, true, false, 5);
        ConsoleRun lost =
                new ConsoleRun(clients(storesNothing, made -> {}), "", "send", "--room", "#x", "--wait", "3", "hi");
        assertThat(lost.code).isEqualTo(ExitCode.NOT_STORED.number());
    }

    @Test
    @DisplayName("send: what the room does not allow is a line and a code, and no fault of the program")
    void send_notAllowed_isALineAndACode() {
        for (RuntimeException refusal : List.of(
                new RoomException(RoomException.Code.NOT_ALLOWED, "guests only read here"),
                new AccountException(AccountException.Code.BUSY, "guests only read here"))) {
            ConsoleRun run = new ConsoleRun(
                    clients(FakeClient.Script.GOOD, made -> made.refuses(refusal)), "", "send", "--room", "#x", "hi");
            assertThat(run.code).isEqualTo(ExitCode.REFUSED.number());
            assertThat(run.err).containsExactly("parley: not said: guests only read here");
        }
    }

    @Test
    @DisplayName("send: what was dropped because one cannot write there any more ends with 6, not with 0")
    void send_dropped_isACode() {
        ConsoleRun run =
                new ConsoleRun(clients(FakeClient.Script.GOOD, FakeClient::drops), "", "send", "--room", "#x", "hi");
        assertThat(run.code).isEqualTo(ExitCode.REFUSED.number());
        assertThat(run.err).singleElement().asString().contains("could not be sent");
    }

    @Test
    void send_roomWithAnOwner_byItsTitle() {
        ConsoleRun run = new ConsoleRun(
                clients(FakeClient.Script.GOOD, made -> made.owned().create("Garden Club", null)),
                "",
                "send",
                "--room",
                "garden club",
                "hi");
        assertThat(run.code).isZero();
    }

    /** Says something in a room that is called so, with two owned rooms titled ops, and an open one of the name. */
    private ConsoleRun sendAmongTwo(String room) {
        return new ConsoleRun(
                clients(FakeClient.Script.GOOD, made -> {
                    made.owned().create("ops", null);
                    made.owned().create("Ops", null);
                    made.remember(RoomRef.open("ops"), List.of(made.me()), List.of());
                }),
                "",
                "send",
                "--room",
                room,
                "the key is 42");
    }

    @Test
    @DisplayName(
            "send: a name without # never goes to an open room; where two rooms have it, nothing is said or joined")
    void send_nameOfTwo_goesNowhere() {
        ConsoleRun run = sendAmongTwo("ops");
        assertThat(run.code).isEqualTo(ExitCode.REFUSED.number());
        String first = FakeOwnedRooms.room(60).toString();
        assertThat(run.err)
                .singleElement()
                .asString()
                .contains("no closed room that is shown as ops", "write ops~", " or Ops~", "roomId", "'#ops'");
        assertThat(client.get().entered())
                .hasSize(3)
                .allMatch(room -> client.get().said(room).isEmpty());
        assertThat(sendAmongTwo(first).code).as("by the roomId of --json").isZero();
        assertThat(client.get().said(FakeOwnedRooms.room(60))).hasSize(1);
        assertThat(sendAmongTwo("#ops").code).as("what is written as open").isZero();
        assertThat(client.get().said(RoomRef.open("ops"))).hasSize(1);
    }

    @Test
    @DisplayName("send: a room that was renamed, or that the bot is out of, is not opened to everybody instead")
    void send_roomThatIsGone_isNotJoinedAsAnOpenOne() {
        ConsoleRun run = run("", "send", "--room", "ops", "the key is 42");
        assertThat(run.code).isEqualTo(ExitCode.REFUSED.number());
        assertThat(client.get().entered()).isEmpty();
    }

    @Test
    @DisplayName("tail --json: one object a line, always the same fields, plain ASCII")
    void tail_json() {
        FakeClientSetting setting = made -> {
            made.remember(
                    RoomRef.open("x"),
                    List.of(made.me()),
                    List.of(FakeClient.message(1, "x", FakeClient.person(2, "bob", false), "old")));
            made.tell(FakeClient.message(2, "y", FakeClient.person(2, "bob", false), "elsewhere"));
            made.tell(FakeClient.message(
                    3, "x", FakeClient.person(2, "b\u202eb", false), "gr\u00fc\u00dfe \u001b[A\u009b\n\ud83d\udc4d"));
            made.tell(FakeClient.message(4, FakeOwnedRooms.GARDEN, FakeClient.person(2, "bob", false), "too much"));
        };
        ConsoleRun run = new ConsoleRun(
                clients(FakeClient.Script.GOOD, setting),
                "",
                "tail",
                "--json",
                "--room",
                "#x",
                "--history",
                "5",
                "--count",
                "2");
        assertThat(run.err).isEmpty();
        assertThat(run.code).isZero();
        assertThat(run.out).hasSize(2).allMatch(line -> line.matches("[ -~]+"));
        List<JsonObject> messages = run.out.stream()
                .map(line -> Json.createReader(new StringReader(line)).readObject())
                .toList();
        assertThat(messages).allSatisfy(message -> assertThat(message.keySet()).isEqualTo(FIELDS));
        assertThat(messages)
                .extracting(message -> message.getString("text"))
                .containsExactly("old", "gr\u00fc\u00dfe \u001b[A\u009b\n\ud83d\udc4d");
        assertThat(messages.get(0).getString("time")).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(messages.get(0).isNull("roomId")).isTrue();
    }

    @Test
    @DisplayName("tail --count counts messages, not what becomes of those told before")
    void tail_count_isOfMessages() {
        ClientEvent.Message first = FakeClient.message(2, "x", FakeClient.person(2, "bob", false), "one");
        ConsoleRun run = new ConsoleRun(
                clients(FakeClient.Script.GOOD, made -> {
                    made.remember(RoomRef.open("x"), List.of(made.me()), List.of());
                    made.tell(first);
                    made.tell(new ClientEvent.Changed(first, made.me()));
                    made.tell(FakeClient.message(3, "x", FakeClient.person(2, "bob", false), "two"));
                }),
                "",
                "tail",
                "--json",
                "--count",
                "2");
        assertThat(run.out)
                .extracting(line -> Json.createReader(new StringReader(line)).readObject())
                .extracting(line -> line.getString("kind") + " " + line.getString("text"))
                .containsExactly("message one", "changed one", "message two");
    }

    @Test
    void tail_plain_isAsInAPipe() {
        ConsoleRun run = new ConsoleRun(
                clients(FakeClient.Script.GOOD, made -> {
                    made.remember(RoomRef.open("x"), List.of(made.me()), List.of());
                    made.tell(FakeClient.message(2, "x", FakeClient.person(2, "bob", false), "hi\u001b"));
                }),
                "",
                "tail",
                "--count",
                "1");
        assertThat(run.out).containsExactly("[x] bob: hi\u241b");
    }

    @Test
    void completion_isAScript() {
        ConsoleRun run = run("", "completion");
        assertThat(run.code).isZero();
        assertThat(String.join("\n", run.out)).contains("complete", "parley", "tail");
    }

    @Test
    @DisplayName(
            "read-export: what a real client exported, a JSON object a line; a wrong passphrase is a line and a code")
    void readExport_printsLines(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("all");
        ClientOptions options = new ClientOptions(folder.resolve("home"), "zoe", List.of("ws://127.0.0.1:1/parley"));
        try (ParleyClient real = ParleyClients.open(options, event -> {});
                OutputStream out = Files.newOutputStream(file)) {
            real.export(out, "seven lamps on a tractor".toCharArray());
        }
        Path passphrase = Files.writeString(folder.resolve("passphrase"), "seven lamps on a tractor\n");
        ConsoleRun good = run("", "read-export", file.toString(), "--password-file", passphrase.toString());
        assertThat(good.code).isZero();
        assertThat(good.out).isNotEmpty().allMatch(line -> line.startsWith("{"));
        Files.writeString(passphrase, "eight lamps on a tractor\n");
        ConsoleRun bad = run("", "read-export", file.toString(), "--password-file", passphrase.toString());
        assertThat(bad.code).isEqualTo(ExitCode.CANNOT_START.number());
        assertThat(bad.err).hasSize(1);
        assertThat(run("", "read-export", file.toString()).code).isEqualTo(ExitCode.USAGE.number());
        ConsoleRun none = run("", "read-export", folder.resolve("none").toString());
        assertThat(none.err)
                .as("nobody is asked for the passphrase of nothing")
                .containsExactly(
                        "parley: there is no file " + folder.resolve("none") + ": name the one that /export wrote");
        assertThat(none.code).isEqualTo(ExitCode.CANNOT_START.number());
        ConsoleRun unreadable = run("", "read-export", folder.toString());
        assertThat(unreadable.err).singleElement().asString().contains("cannot be read");
    }
}
