package chat.parley.console.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import chat.parley.console.AtWork;
import chat.parley.console.FakeClient;
import chat.parley.protocol.id.EventId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sending files, and taking those of others. */
class SentFilesTest {
    private final AtWork work = new AtWork();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        work.close();
    }

    private static ClientEvent.Message file(int id, Person sender, String name, String caption) {
        ClientEvent.Marks none = ClientEvent.Marks.NONE;
        return new ClientEvent.Message(
                AtWork.LOBBY,
                new EventId(FakeClient.id(id)),
                sender,
                FakeClient.NOON,
                caption,
                new ClientEvent.Marks(
                        Optional.empty(),
                        false,
                        false,
                        none.reactions(),
                        Optional.of(new ClientEvent.Attachment(name, "text/plain", 1_234_567, Optional.empty()))),
                false);
    }

    /** What was asked of the client but for what is read. */
    private List<String> calls() {
        return work.client.calls().stream()
                .filter(call -> !call.startsWith("read "))
                .toList();
    }

    private void shows(String line) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(work.shown()).contains(line));
    }

    @Test
    void send_goesToTheRoom_orToOnePerson() throws IOException {
        Path notes = Files.writeString(folder.resolve("my notes.txt"), "hello");
        assertThat(work.type("/send " + notes + " -- read this"))
                .contains("* sending my notes.txt to lobby (/cancel 501)");
        work.type("/send dm:carol \"" + notes + "\"");
        RoomRef carol =
                work.client.owned().with(FakeClient.person(3, "carol", false).user());
        assertThat(work.client.calls())
                .contains("send my notes.txt of 5 as text/plain to lobby saying read this")
                .anyMatch(
                        call -> call.startsWith("send my notes.txt of 5 as text/plain to ") && !call.contains("lobby"));
        assertThat(carol).isNotEqualTo(AtWork.LOBBY);
        await().atMost(Duration.ofSeconds(60)).until(work.session.transfers()::none);
        assertThat(work.refuses("/send " + folder)).isTrue();
        assertThat(work.refuses("/send " + folder.resolve("none"))).isTrue();
        assertThat(work.refuses("/send")).isTrue();
    }

    @Test
    @DisplayName("A50: a file is shown as what it is, inert, and nothing is saved before /accept says so")
    void offered_isShown_andTakenByNumber() {
        work.happens(file(1, AtWork.BOB, "a\u202egpj.exe\u001b[2J", "look"));
        assertThat(work.shown())
                .containsExactly("[lobby] bob: look <file a<U+202E>gpj.exe\u241b[2J, 1.2 MB, /accept 1>");
        assertThat(calls()).isEmpty();
        work.type("/accept 1 " + folder);
        assertThat(calls()).containsExactly("accept into " + folder);
        shows("* saved as " + folder.resolve("notes.txt"));
        await().atMost(Duration.ofSeconds(60)).until(work.session.transfers()::none);
        assertThat(work.refuses("/accept 1 " + folder.resolve("none"))).isTrue();
        work.type("/reject 1");
        assertThat(work.client.calls()).contains("reject");
    }

    @Test
    void accept_ofAMessageWithoutAFile_isRefused() {
        work.happens(FakeClient.message(1, "lobby", AtWork.BOB, "hi"));
        assertThat(work.refuses("/accept 1")).isTrue();
        assertThat(work.refuses("/reject 1")).isTrue();
        assertThat(work.refuses("/accept 7")).isTrue();
        assertThat(calls()).isEmpty();
    }

    @Test
    void files_listsThoseOfTheRoom() {
        assertThat(work.type("/files")).containsExactly("* no files in lobby");
        work.client.files().offer(file(1, AtWork.BOB, "notes.txt", ""), SharedFiles.State.OFFERED);
        work.client.files().offer(file(2, work.client.me(), "b", ""), SharedFiles.State.REJECTED);
        assertThat(work.type("/files"))
                .containsExactly(
                        "* 1 file notes.txt, 1.2 MB, from bob, 2026-11-22T12:00:00Z",
                        "* 2 file b, 1.2 MB, from alice, rejected, 2026-11-22T12:00:00Z");
    }

    @Test
    @DisplayName(
            "What is on its way is listed with the room's files, whether it was told of or is left from an earlier run")
    void files_listsWhatIsSent() {
        work.client
                .files()
                .left(new SharedFiles.Sending(
                        AtWork.LOBBY,
                        4,
                        new ClientEvent.Attachment("old.zip", "a/b", 1_234_567, Optional.empty()),
                        ""));
        work.happens(new ClientEvent.FileProgress(
                AtWork.LOBBY, 7, "notes.txt", true, ClientEvent.FileProgress.Stage.WAITING_TURN, 0, 0));
        work.happens(new ClientEvent.FileProgress(AtWork.LOBBY, 8, "come.txt", false, 500, 1000));
        assertThat(work.type("/files"))
                .containsExactly(
                        "* sending notes.txt: waits for its turn (/cancel 7)", "* sending old.zip, 1.2 MB (/cancel 4)");
    }

    @ParameterizedTest
    @CsvSource({
        "SEALING,0,0,> notes.txt  being sealed  /cancel 7",
        "SEALING,300,1000,> notes.txt  [######              ]  30%  being sealed  /cancel 7",
        "WAITING_TURN,0,0,> notes.txt  waits for its turn  /cancel 7",
        "WAITING_SERVER,500,1000,> notes.txt  waits for a server  /cancel 7",
        "RESTING,0,0,> notes.txt  waits until the server takes more  /cancel 7",
        "MOVING,0,0,> notes.txt  begins  /cancel 7",
        "STALLED,500,1000,'> notes.txt  [##########          ]  50%  nothing moves now, it goes on by itself  /cancel 7'"
    })
    @DisplayName("A file is on the screen from the first moment, and says what it waits for")
    void stages_haveTheirBars(ClientEvent.FileProgress.Stage stage, long done, long total, String bar) {
        work.happens(new ClientEvent.FileProgress(AtWork.LOBBY, 7, "notes.txt", true, stage, done, total));
        assertThat(work.session.transfers().bars()).containsExactly(bar);
    }

    @Test
    @DisplayName("A name with -- in it is a name: in quotes, or if there is such a file")
    void send_nameWithTheMark_isFound() throws IOException {
        Path odd = Files.writeString(folder.resolve("a -- b.txt"), "hello");
        work.type("/send " + odd);
        work.type("/send " + odd + " -- look -- there");
        work.type("/send \"" + odd + "\" -- quoted");
        work.type("/send \"" + odd + "\"");
        assertThat(calls().stream()
                        .filter(call -> call.startsWith("send a -- b.txt of 5 as text/plain to lobby saying")))
                .extracting(call -> call.substring(call.indexOf("saying") + 6).strip())
                .containsExactly("", "look -- there", "quoted", "");
        assertThat(work.refuses("/send " + folder.resolve("none") + " -- text")).isTrue();
        assertThat(work.shown()).last().isEqualTo("* there is no file " + folder.resolve("none"));
    }

    @Test
    @DisplayName("Many files do not fill the screen: those that move are drawn first, the others are counted")
    void bars_areBounded() {
        for (int i = 0; i < 9; i++) {
            work.happens(new ClientEvent.FileProgress(
                    AtWork.LOBBY, i, i + ".txt", true, ClientEvent.FileProgress.Stage.WAITING_TURN, 0, 0));
        }
        work.happens(new ClientEvent.FileProgress(AtWork.LOBBY, 20, "moves.txt", true, 1, 10));
        assertThat(work.session.transfers().bars())
                .hasSize(6)
                .first()
                .asString()
                .contains("moves.txt");
        assertThat(work.session.transfers().bars()).last().isEqualTo("  and 5 files more: /files lists them");
    }

    @Test
    @DisplayName("/quit says what becomes of files under way, and asks")
    void quit_withFilesUnderWay_asks() {
        assertThat(work.commands.run("/quit")).isEqualTo(Command.Outcome.QUIT);
        work.happens(new ClientEvent.FileProgress(AtWork.LOBBY, 7, "notes.txt", true, 500, 1000));
        work.happens(new ClientEvent.FileProgress(
                AtWork.LOBBY, 8, "b.txt", true, ClientEvent.FileProgress.Stage.SEALING, 0, 0));
        work.answers("no", "yes");
        assertThat(work.refuses("/quit")).isTrue();
        assertThat(work.commands.run("/quit")).isEqualTo(Command.Outcome.QUIT);
        assertThat(work.questions)
                .first()
                .asString()
                .startsWith("2 files are not across yet: what is sealed goes on at the next start, 1 is to be sent or"
                        + " accepted again. End all the same?");
    }

    @Test
    void transfer_hasABar_untilItEnds() {
        work.happens(new ClientEvent.FileProgress(AtWork.LOBBY, 7, "notes.txt", true, 500, 1000));
        assertThat(work.session.transfers().bars())
                .singleElement()
                .asString()
                .startsWith("> notes.txt  [##########          ]  50%")
                .endsWith("/cancel 7");
        work.type("/cancel 7");
        assertThat(work.client.calls()).contains("cancel 7");
        work.happens(
                new ClientEvent.FileFailed(AtWork.LOBBY, 7, "notes.txt", "CANCELLED", "the transfer was cancelled"));
        assertThat(work.session.transfers().bars()).isEmpty();
        assertThat(work.shown()).last().isEqualTo("* notes.txt in lobby: the transfer was cancelled (CANCELLED)");
    }
}
