package chat.parley.console.chat;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.OwnedRooms;
import chat.parley.client.Person;
import chat.parley.client.RoomException;
import chat.parley.client.RoomRef;
import chat.parley.console.ConsoleRun;
import chat.parley.console.ConsoleTalk;
import chat.parley.console.FakeClient;
import chat.parley.console.FakeOwnedRooms;
import chat.parley.console.settings.ExitCode;
import chat.parley.console.settings.ParleyClientFactory;
import chat.parley.protocol.rules.Rank;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class JsonChatTest {
    private static final Set<String> NOTICE =
            Set.of("kind", "time", "line", "room", "roomId", "id", "user", "name", "number", "code", "text", "file");
    private static final Person BOB = FakeClient.person(2, "bob", false);

    private final AtomicReference<FakeClient> client = new AtomicReference<>();
    private final ParleyClientFactory clients = (options, passphrase, listener) -> {
        client.set(new FakeClient(FakeClient.Script.GOOD, options, listener));
        return client.get();
    };

    private static JsonObject object(String line) {
        return Json.createReader(new StringReader(line)).readObject();
    }

    private static List<JsonObject> of(ConsoleRun run, String kind) {
        return run.out.stream()
                .map(JsonChatTest::object)
                .filter(object -> object.getString("kind").equals(kind))
                .toList();
    }

    private ConsoleRun run(String input) {
        return new ConsoleRun(clients, input, "--json", "--nick", "bot", "--wait", "5");
    }

    @Test
    @DisplayName(
            "One identity reads and answers: a message's number is what /reply takes, and the answer is known by its line")
    void program_readsAndAnswers() throws Exception {
        try (ConsoleTalk bot = new ConsoleTalk(clients, "--json", "--nick", "bot", "--join", "ops")) {
            bot.until("joined");
            client.get().tell(FakeClient.message(40, "ops", BOB, "uptime?"));
            JsonObject asked = bot.until("message");
            assertThat(asked.getString("text")).isEqualTo("uptime?");

            bot.write("/reply " + asked.getInt("number") + " 3 days");
            JsonObject sent = bot.until("sent");
            JsonObject answer = bot.until("message");
            bot.until("stored");

            assertThat(sent.getInt("line")).isEqualTo(1);
            assertThat(answer.getString("id")).isEqualTo(sent.getString("id"));
            assertThat(answer.getString("replyTo")).isEqualTo(asked.getString("id"));
            assertThat(answer.getBoolean("self")).isTrue();
            assertThat(bot.end()).isZero();
            assertThat(bot.read())
                    .filteredOn(object -> object.getString("kind").equals("done"))
                    .extracting(object -> object.getInt("line"))
                    .containsExactly(1);
        }
    }

    @Test
    @DisplayName(
            "Every line of the input has one answer, in order; every notice has every field; nothing is outside ASCII")
    void everyLine_isAnswered() {
        ConsoleRun run = run("/join x\ngr\u00fc\u00dfe\n\n/nonsense\n/who\n");
        assertThat(run.out).allMatch(line -> line.matches("[ -~]*"));
        List<JsonObject> notices = run.out.stream()
                .map(JsonChatTest::object)
                .filter(object -> !object.getString("kind").equals("message"))
                .toList();
        assertThat(notices).allSatisfy(notice -> assertThat(notice.keySet()).isEqualTo(NOTICE));
        assertThat(notices)
                .filteredOn(object -> Set.of("done", "refused").contains(object.getString("kind")))
                .extracting(object -> object.getString("kind") + " " + object.getInt("line"))
                .containsExactly("done 1", "done 2", "done 3", "refused 4", "done 5");
        assertThat(of(run, "told")).anySatisfy(told -> {
            assertThat(told.getInt("line")).isEqualTo(5);
            assertThat(told.getString("text")).isEqualTo("in x (2): bot (you), bob");
        });
        assertThat(of(run, "message"))
                .singleElement()
                .satisfies(message -> assertThat(message.getString("text")).isEqualTo("gr\u00fc\u00dfe"));
        assertThat(run.code).isEqualTo(ExitCode.REFUSED.number());
    }

    @ParameterizedTest
    @CsvSource({
        "/nonsense,NO_COMMAND",
        "/switch nowhere,NO_ROOM",
        "hello,NO_ROOM",
        "/reply,USAGE",
        "/reply 9 text,NO_MESSAGE",
        "/tell zoe hi,NO_PERSON",
        "/join #,USAGE",
        "'\"half a string',BAD_STRING",
        "'\"two\" \"strings\"',BAD_STRING"
    })
    @DisplayName("Why a line is not carried out is a stable code")
    void refused_hasACode(String line, String code) {
        ConsoleRun run = run(line + "\n");
        assertThat(of(run, "refused")).singleElement().satisfies(refused -> {
            assertThat(refused.getString("code")).isEqualTo(code);
            assertThat(refused.getString("text")).isNotEmpty();
        });
        assertThat(run.code).isEqualTo(ExitCode.REFUSED.number());
    }

    @Test
    @DisplayName("A refusal of the client keeps its code")
    void refusedByTheClient_keepsItsCode() {
        ConsoleRun run = new ConsoleRun(
                (options, passphrase, listener) -> {
                    FakeClient made = new FakeClient(FakeClient.Script.GOOD, options, listener);
                    made.refuses(new RoomException(RoomException.Code.NOT_ALLOWED, "guests only read here"));
                    return made;
                },
                "/join x\nhi\n",
                "--json");
        assertThat(of(run, "refused"))
                .singleElement()
                .satisfies(refused -> assertThat(refused.getString("code")).isEqualTo("NOT_ALLOWED"));
    }

    @Test
    @DisplayName("A JSON string is one line, whatever is in it: line ends are said, and begin no command")
    void jsonString_isOneLine() {
        ConsoleRun run = run("/join x\n\"two\\n/leave\"\n\"/msg /three\\n\\u00fc\"\n/who\n");
        assertThat(client.get().said(RoomRef.open("x")))
                .extracting(ClientEvent.Message::text)
                .containsExactly("two\n/leave", "/three\n\u00fc");
        assertThat(of(run, "left")).isEmpty();
        assertThat(run.code).isZero();
    }

    @Test
    @DisplayName("An invitation says who, where, as what, and by which number it is entered")
    void invitation_canBeTaken() throws Exception {
        try (ConsoleTalk bot = new ConsoleTalk(clients, "--json", "--nick", "bot")) {
            bot.until("connected");
            client.get()
                    .tell(new ClientEvent.Invitation(
                            new OwnedRooms.Invited(FakeOwnedRooms.GARDEN, BOB, Rank.MEMBER, false)));
            JsonObject invitation = bot.until("invitation");
            assertThat(invitation.getString("roomId")).isEqualTo(FakeOwnedRooms.GARDEN.toString());
            assertThat(invitation.getString("user")).isEqualTo(BOB.user().toString());
            assertThat(invitation.getString("code")).isEqualTo("MEMBER");
            assertThat(invitation.getInt("number")).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("A room that does not let one in is a refusal: the program goes on")
    void keptOut_goesOn() throws Exception {
        FakeClient.Script letsNobodyIn = new FakeClient.Script(true, false, true, 5);
        ParleyClientFactory kept = (options, passphrase, listener) -> {
            client.set(new FakeClient(letsNobodyIn, options, listener));
            return client.get();
        };
        try (ConsoleTalk bot = new ConsoleTalk(kept, "--json", "--nick", "bot")) {
            bot.until("connected");
            bot.write("/join x");
            client.get()
                    .tell(new ClientEvent.Problem("BANNED", "they do not want you", Optional.of(RoomRef.open("x"))));
            assertThat(bot.until("problem").getString("code")).isEqualTo("BANNED");
            assertThat(bot.until("refused").getString("code")).isEqualTo("KEPT_OUT");
            bot.write("hello");
            JsonObject refused = bot.until("refused");
            assertThat(refused.getInt("line")).isEqualTo(2);
            assertThat(refused.getString("code")).isEqualTo("NO_ROOM");
            assertThat(bot.end()).isEqualTo(ExitCode.REFUSED.number());
        }
    }

    @Test
    @DisplayName("That the client has stopped is told while the next line is waited for")
    void stopped_isTold() throws Exception {
        try (ConsoleTalk bot = new ConsoleTalk(clients, "--json", "--nick", "bot")) {
            bot.until("connected");
            client.get().breakDown();
            assertThat(bot.until("problem").getString("code")).isEqualTo("CLIENT_STOPPED");
            assertThat(bot.end()).isEqualTo(ExitCode.CANNOT_START.number());
        }
    }

    @Test
    @DisplayName("Files: each step names the transfer, the line that began it, and how it ended")
    void files_areTold(@TempDir Path folder) throws Exception {
        Path good = Files.writeString(folder.resolve("notes.txt"), "hello");
        Path bad = Files.writeString(folder.resolve("too large.txt"), "hello");
        ConsoleRun run = run("/join x\n/send " + good + "\n/send " + bad + "\n");
        assertThat(of(run, "sent"))
                .singleElement()
                .satisfies(sent -> assertThat(sent.getInt("line")).isEqualTo(2));
        assertThat(of(run, "file-failed")).singleElement().satisfies(failed -> {
            assertThat(failed.getInt("line")).isEqualTo(3);
            assertThat(failed.getString("code")).isEqualTo("QUOTA");
            assertThat(failed.getJsonObject("file").getString("name")).isEqualTo("too large.txt");
        });
        assertThat(of(run, "file-progress")).isNotEmpty().allSatisfy(step -> {
            assertThat(step.get("number")).isNotEqualTo(JsonValue.NULL);
            assertThat(step.getJsonObject("file").getInt("total")).isEqualTo(5);
        });
    }

    @Test
    @DisplayName("What was said before is of its own kind: a program does not answer it twice")
    void olderAndFound_areOfTheirOwnKind() {
        ConsoleRun run = run("/join x\nhello\n/search hello\n/older 5\n/who\n");
        assertThat(of(run, "message")).hasSize(1);
        assertThat(of(run, "older"))
                .singleElement()
                .satisfies(older -> assertThat(older.getString("text")).isEqualTo("long ago"));
        assertThat(of(run, "older-end")).hasSize(1);
    }
}
