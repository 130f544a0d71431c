package chat.parley.console.chat;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.ClientException;
import chat.parley.client.RoomRef;
import chat.parley.console.ConsoleRun;
import chat.parley.console.FakeClient;
import chat.parley.console.FakeOwnedRooms;
import chat.parley.console.settings.ExitCode;
import chat.parley.console.settings.ParleyClientFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class PipeChatTest {
    private static final ParleyClientFactory GOOD = FakeClient.factory(FakeClient.Script.GOOD);

    private static ConsoleRun run(FakeClient.Script script, String input, String... arguments) {
        return new ConsoleRun(FakeClient.factory(script), input, arguments);
    }

    @Test
    void joinThenText_isSaidInThatRoomAndStored() {
        ConsoleRun run = new ConsoleRun(GOOD, "/join x\nhello\n", "--nick", "alice", "--port", "8081");
        assertThat(run.err).isEmpty();
        assertThat(run.out)
                .containsExactly(
                        "* connected to ws://127.0.0.1:8081/parley",
                        "* you joined x; here are you and bob",
                        "[x] alice: hello");
        assertThat(run.code).isZero();
    }

    @Test
    void history_olderMessages_areShownWithWhatToDoNext() {
        ConsoleRun run = new ConsoleRun(GOOD, "/join x\nhello\n/older 5\nbye\n", "--nick", "alice");
        assertThat(run.out)
                .containsSubsequence(
                        "[x] alice: hello",
                        "[x] bob: long ago",
                        "* x: 3 messages from before you joined stay unreadable: this room's keys are not given to newcomers."
                                + " x begins here: there is nothing older");
        assertThat(run.code).isZero();
    }

    @Test
    void severalRooms_eachTextGoesToTheRoomChosenBefore() {
        ConsoleRun run = new ConsoleRun(
                GOOD,
                "zero\n/join b\none\n/switch a\ntwo\n/leave\n/rooms\n/switch b\n/who\n/msg /three\n/quit\nnever\n",
                "--nick",
                "alice",
                "--join",
                "a");
        assertThat(run.out).containsSubsequence("[a] alice: zero", "[b] alice: one", "[a] alice: two", "* you left a");
        assertThat(run.out)
                .containsSubsequence("* your rooms: 1 b", "* in b (2): alice (you), bob", "[b] alice: /three");
        assertThat(run.out).noneMatch(line -> line.contains("never"));
        assertThat(run.code).isZero();
    }

    @Test
    void joinOptions_firstRoomIsCurrent() {
        ConsoleRun run = new ConsoleRun(GOOD, "hi\n/rooms\n", "--nick", "alice", "--join", "a", "--join", "#B");
        assertThat(run.out).contains("[a] alice: hi", "* your rooms: 1 a (here), 2 b");
    }

    @Test
    void textAfterLeaving_isRefusedNotSaidElsewhere() {
        ConsoleRun run = new ConsoleRun(GOOD, "/join b\n/join a\n/leave\nsecret\n", "--nick", "alice");
        assertThat(run.out).noneMatch(line -> line.contains("secret"));
        assertThat(run.out).contains("* not said: you are in no room; /join <room> first");
        assertThat(run.code).isEqualTo(ExitCode.REFUSED.number());
    }

    @Test
    void malformedLine_isOneLineAndAnExitCode() {
        ConsoleRun run = new ConsoleRun(GOOD, "/joi x\n/join x\nhello\n", "--nick", "alice");
        assertThat(run.out).contains("* there is no /joi: did you mean /join <room>?", "[x] alice: hello");
        assertThat(run.code).isEqualTo(ExitCode.REFUSED.number());
    }

    @Test
    void textTooLong_isRefused() {
        ConsoleRun run = new ConsoleRun(GOOD, "/join x\n" + "ä".repeat(20_000) + "\n", "--nick", "alice");
        assertThat(run.out).contains("* not said: the text has 40000 bytes, a message at most 32768");
        assertThat(run.code).isEqualTo(ExitCode.REFUSED.number());
    }

    @Test
    void manyLines_allStoredInOrder() {
        StringBuilder input = new StringBuilder("/join x\n");
        for (int i = 0; i < 2 * PipeChat.MAX_WAITING; i++) {
            input.append("line ").append(i).append('\n');
        }
        ConsoleRun run = run(new FakeClient.Script(true, true, true, 1), input.toString(), "--nick", "alice");
        assertThat(run.code).isZero();
        List<String> said =
                run.out.stream().filter(line -> line.startsWith("[x]")).toList();
        assertThat(said).hasSize(2 * PipeChat.MAX_WAITING);
        assertThat(said.get(0)).isEqualTo("[x] alice: line 0");
        assertThat(said.get(said.size() - 1)).isEqualTo("[x] alice: line 999");
    }

    @Test
    void noServer_isOneLineThatSaysWhatToDo() {
        ConsoleRun run = run(new FakeClient.Script(false, true, true, 5), "hi\n", "--nick", "a", "--wait", "3");
        assertThat(run.code).isEqualTo(ExitCode.NO_SERVER.number());
        assertThat(run.err)
                .singleElement()
                .asString()
                .contains("no server reached in 3 s", "ws://127.0.0.1:8080/parley", "connection refused", "--server");
    }

    @Test
    void roomNotJoined_isAnExitCode() {
        ConsoleRun run =
                run(new FakeClient.Script(true, false, true, 5), "/join x\nhi\n", "--nick", "a", "--wait", "3");
        assertThat(run.code).isEqualTo(ExitCode.NO_ROOM.number());
        assertThat(run.err).singleElement().asString().contains("not joined");
        assertThat(run.out).noneMatch(line -> line.contains("hi"));
    }

    @Test
    void notStored_isAnExitCode() {
        ConsoleRun run =
                run(new FakeClient.Script(true, true, false, 5), "/join x\nhi\n", "--nick", "a", "--wait", "3");
        assertThat(run.code).isEqualTo(ExitCode.NOT_STORED.number());
        assertThat(run.err).singleElement().asString().contains("1 message is not stored", "next start");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/kick bob",
                "/ban bob",
                "/role bob guest",
                "/invite carol",
                "/topic flowers",
                "/rename beds",
                "/transfer bob"
            })
    @DisplayName("Exit code 0 says that what was done is stored, too: who is removed is not still in")
    void actNotStored_isAnExitCode(String act) {
        String input = "/create garden --private\n" + act + "\n";
        ConsoleRun run = run(new FakeClient.Script(true, true, false, 5), input, "--nick", "a", "--wait", "3");
        assertThat(run.code).isEqualTo(ExitCode.NOT_STORED.number());
        assertThat(run.err).singleElement().asString().contains("what you did is not stored by a server yet");
        assertThat(run(FakeClient.Script.GOOD, input, "--nick", "a").code).isZero();
    }

    @Test
    @DisplayName("A text that was dropped, because this user was removed, is no success")
    void dropped_isAnExitCode() {
        ConsoleRun run = new ConsoleRun(
                (options, passphrase, listener) -> {
                    FakeClient client = new FakeClient(FakeClient.Script.GOOD, options, listener);
                    client.drops();
                    return client;
                },
                "/join x\nhi\n");
        assertThat(run.out).contains("* 1 of your messages could not be sent (NOT_SENT)");
        assertThat(run.code).isEqualTo(ExitCode.REFUSED.number());
    }

    @Test
    @DisplayName("A file that does not come across is no success")
    void fileFailed_isAnExitCode(@TempDir Path folder) throws Exception {
        Path good = Files.writeString(folder.resolve("notes.txt"), "hello");
        Path bad = Files.writeString(folder.resolve("too large.txt"), "hello");
        assertThat(run(FakeClient.Script.GOOD, "/join x\n/send " + good + "\n").code)
                .isZero();
        ConsoleRun run = run(FakeClient.Script.GOOD, "/join x\n/send " + bad + "\n");
        assertThat(run.out).contains("* too large.txt in x: there is no room for it (QUOTA)");
        assertThat(run.code).isEqualTo(ExitCode.REFUSED.number());
    }

    @Test
    @DisplayName("Input that is not read, because the servers take nothing, is said and has its exit code")
    void inputNotRead_isSaid() {
        String input = "/join x\n" + "hi\n".repeat(PipeChat.MAX_WAITING + 1);
        ConsoleRun run = run(new FakeClient.Script(true, true, false, 1), input, "--nick", "a", "--wait", "3");
        assertThat(run.code).isEqualTo(ExitCode.NOT_STORED.number());
        assertThat(run.err).singleElement().asString().contains("the rest of the input was not read");
        assertThat(run.out).filteredOn("[x] a: hi"::equals).hasSize(PipeChat.MAX_WAITING);
    }

    @Test
    @DisplayName("A room that does not let one in ends it at once: what was to be said there is said nowhere")
    void keptOut_isAnExitCode() {
        ConsoleRun run = run(
                FakeClient.Script.GOOD,
                "/join x\n/enter " + FakeOwnedRooms.REVOKED_LINK + "\nsecret\n",
                "--nick",
                "a",
                "--wait",
                "600");
        assertThat(run.code).isEqualTo(ExitCode.NO_ROOM.number());
        assertThat(run.err).singleElement().asString().contains("does not let you in");
        assertThat(run.out).noneMatch(line -> line.contains("secret"));
    }

    @Test
    @DisplayName("What the client told before the end is shown, though showing it asks the client")
    void lastEvents_areShown() {
        int many = 3000;
        ConsoleRun run = new ConsoleRun(
                (options, passphrase, listener) -> {
                    FakeClient client = new FakeClient(FakeClient.Script.GOOD, options, listener);
                    client.remember(RoomRef.open("old"), List.of(client.me()), List.of());
                    for (int i = 0; i < many; i++) {
                        listener.on(FakeClient.message(i, "old", FakeClient.person(2, "bob", false), "line " + i));
                    }
                    return client;
                },
                "");
        assertThat(run.out)
                .filteredOn(line -> line.startsWith("[old] bob: line "))
                .hasSize(many);
        assertThat(run.err).isEmpty();
        assertThat(run.code).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "send --room #x hi", "tail"})
    @DisplayName("A client that stops is one line on standard error and exit code 7, whatever was under way")
    void stopped_isALineAndACode(String command) {
        ConsoleRun run = new ConsoleRun(
                (options, passphrase, listener) -> {
                    // It is opened, and then its disk is full; nothing is stored.
                    FakeClient client = new FakeClient(new FakeClient.Script(true, true, false, 5), options, listener);
                    client.breakDownOnceAsked();
                    return client;
                },
                "/join x\nhi\n",
                command.isEmpty() ? new String[0] : command.split(" "));
        assertThat(run.err)
                .containsExactly(
                        "parley: this client cannot go on: the client's disk cannot be written. Start it again");
        assertThat(run.code).isEqualTo(ExitCode.CANNOT_START.number());
    }

    @Test
    void folderInUse_isOneLine() {
        ConsoleRun run = new ConsoleRun(
                (options, passphrase, listener) -> {
                    throw new ClientException(ClientException.Code.IN_USE, "the folder is in use by another parley");
                },
                "");
        assertThat(run.err).containsExactly("parley: the folder is in use by another parley");
        assertThat(run.code).isEqualTo(ExitCode.CANNOT_START.number());
    }

    @Test
    void rememberedRoom_canBeTalkedInAtOnce() {
        AtomicReference<FakeClient> made = new AtomicReference<>();
        ConsoleRun run = new ConsoleRun(
                (options, passphrase, listener) -> {
                    FakeClient client = new FakeClient(FakeClient.Script.GOOD, options, listener);
                    client.remember(RoomRef.open("old"), List.of(client.me()), List.of());
                    client.tell(new ClientEvent.Problem("p", "said early"));
                    made.set(client);
                    return client;
                },
                "hi\n/join old\nagain\n",
                "--nick",
                "alice");
        assertThat(run.out).contains("* said early (p)", "[old] alice: hi", "* you talk in old", "[old] alice: again");
        assertThat(run.code).isZero();
    }
}
