package chat.parley.console.chat;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.RoomRef;
import chat.parley.console.AtWork;
import chat.parley.console.FakeClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatCompleterTest {
    private final AtWork work = new AtWork();
    private final ChatCompleter completer = new ChatCompleter(work.session, work.commands.catalogue());

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        work.close();
    }

    private List<String> of(String typed) {
        return completer.of(typed).toList();
    }

    @Test
    @DisplayName("Names with spaces are completed as a whole, in commands and in talk")
    void namesWithSpaces() {
        work.client.remember(
                AtWork.LOBBY,
                List.of(work.client.me(), AtWork.BOB, FakeClient.person(9, "Mary Jane", false)),
                List.of());
        assertThat(of("/tell Mary J")).containsExactly("Jane");
        assertThat(of("/tell mary ")).containsExactly("Jane");
        assertThat(of("/tell Ma")).containsExactly("Mary Jane");
        assertThat(of("Ma")).containsExactly("Mary Jane:");
        assertThat(of("Mary J")).containsExactly("Jane:");
        assertThat(of("so says mary j")).containsExactly("Jane");
        assertThat(of("so says b")).containsExactly("bob");
        assertThat(of("/role Mary Jane gu")).containsExactly("guest");
        assertThat(of("/tell Mary Jane hello b")).isEmpty();
    }

    @Test
    @DisplayName("Rooms with spaces, and what comes after them")
    void roomsWithSpaces() {
        work.client.remember(RoomRef.open("other"), List.of(work.client.me()), List.of());
        assertThat(of("/switch o")).containsExactly("other");
        assertThat(of("/swi")).contains("/switch");
        assertThat(of("/react 3 ")).contains("\ud83d\udc4d");
    }

    @Test
    @DisplayName("@accounts that are known are completed where somebody is named")
    void accounts() {
        assertThat(of("/trust @")).isNotEmpty().allMatch(name -> name.startsWith("@"));
        assertThat(of("/tell @")).containsExactlyElementsOf(of("/trust @"));
    }

    @Test
    @DisplayName("Files and folders are completed, with spaces, in quotes, and after dm:")
    void paths() throws IOException {
        Files.writeString(folder.resolve("my notes.txt"), "a");
        Files.writeString(folder.resolve(".hidden"), "a");
        Files.createDirectory(folder.resolve("my folder"));
        String at = folder + "/";
        assertThat(of("/send " + at + "my n")).containsExactly("notes.txt");
        assertThat(of("/send " + at)).containsExactlyInAnyOrder(at + "my notes.txt", at + "my folder/");
        assertThat(of("/send " + at + ".h")).containsExactly(at + ".hidden");
        assertThat(of("/send \"" + at + "my n")).containsExactly("notes.txt\"");
        assertThat(of("/send " + folder.resolve("nowhere") + "/")).isEmpty();
        assertThat(of("/send d")).contains("dm:");
        assertThat(of("/send dm:b")).containsExactly("dm:bob");
        assertThat(of("/send dm:bob " + at + "my n")).containsExactly("notes.txt");
        assertThat(of("/accept 3 " + at + "m")).containsExactly(at + "my folder/");
    }
}
