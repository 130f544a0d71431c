package chat.parley.console.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.client.ClientEvent;
import chat.parley.client.Delivery;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.console.AtWork;
import chat.parley.console.FakeClient;
import chat.parley.console.screen.Line;
import chat.parley.protocol.content.Content.Receipt.State;
import chat.parley.protocol.id.UserId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Saying something, and what is done with what was said. */
class TalkTest {
    private final AtWork work = new AtWork();

    @AfterEach
    void close() {
        work.close();
    }

    private Stream<Line.Said> said() {
        return work.lines().stream().filter(Line.Said.class::isInstance).map(Line.Said.class::cast);
    }

    private int numberOf(String text) {
        return said().filter(line -> line.words().text().equals(text))
                .map(line -> line.notes().number())
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private void shows(String line) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(work.shown()).contains(line));
    }

    @Test
    void lineAndMsg_areSaidHere() {
        work.type("hello 'you' \\o/");
        work.type("/msg  /etc is a folder");
        shows("[lobby] alice: hello 'you' \\o/");
        shows("[lobby] alice: /etc is a folder");
    }

    @Test
    @DisplayName("A number names one message, in whatever room it is, for as long as the program runs")
    void numbers_areStable() {
        RoomRef.Open other = RoomRef.open("other");
        work.client.remember(other, List.of(work.client.me(), AtWork.BOB), List.of());
        work.happens(FakeClient.message(1, "lobby", AtWork.BOB, "first"));
        work.happens(FakeClient.message(2, "other", AtWork.BOB, "second"));
        int first = numberOf("first");
        assertThat(numberOf("second")).isEqualTo(first + 1);
        work.type("/reply " + (first + 1) + " yes");
        shows("[other] alice: yes");
        assertThat(said().map(line -> line.notes().aside())).last().isEqualTo("answers " + (first + 1));
        assertThat(work.session.shown().at(first).text()).isEqualTo("first");
    }

    @Test
    void editDeleteReact_goToTheMessageOfTheNumber() {
        work.type("hello");
        shows("[lobby] alice: hello");
        int own = numberOf("hello");
        work.happens(FakeClient.message(1, "lobby", AtWork.BOB, "hi"));
        int bobs = numberOf("hi");
        work.type("/edit " + own + " hello all");
        work.type("/delete " + own);
        work.type("/react " + own + " 👍");
        assertThat(work.client.calls()).contains("edit hello to hello all", "delete hello", "react 👍 to hello");
        assertThat(work.type("/edit " + bobs + " x")).singleElement().asString().contains("not yours");
        assertThat(work.type("/unreact " + bobs)).singleElement().asString().contains("not reacted");
    }

    @Test
    void unreact_takesOwnReactionsBack() {
        UserId me = work.client.me().user();
        ClientEvent.Message message = FakeClient.message(1, "lobby", AtWork.BOB, "hi");
        ClientEvent.Marks marks = new ClientEvent.Marks(
                Optional.empty(),
                false,
                false,
                new TreeMap<>(Map.of("👍", List.of(me), "🎉", List.of(AtWork.BOB.user()))));
        work.happens(message);
        work.happens(new ClientEvent.Changed(
                new ClientEvent.Message(
                        message.room(), message.id(), message.sender(), message.time(), "hi", marks, false),
                work.client.me()));
        work.type("/unreact " + numberOf("hi"));
        assertThat(work.client.calls())
                .filteredOn(call -> call.startsWith("unreact"))
                .hasSize(1);
        assertThat(work.refuses("/unreact " + numberOf("hi") + " 🎉")).isTrue();
    }

    @Test
    @DisplayName("B-H1: /waiting lists what could not go out, of all rooms; /cancel takes one back, and only that")
    void waiting_isListedAndTakenBack() {
        assertThat(work.type("/waiting")).singleElement().asString().startsWith("* nothing waits");
        RoomRef.Open other = RoomRef.open("other");
        work.client.remember(other, List.of(work.client.me(), AtWork.BOB), List.of());
        work.client.lose();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> work.client.connection().server().isEmpty());
        work.type("one");
        work.client.say(other, "two");
        shows("* (waiting) to other: two (no server yet; /cancel 2 takes it back)");
        assertThat(work.type("/waiting"))
                .containsExactly(
                        "* (waiting) to lobby: one (no server yet; /cancel 1 takes it back)",
                        "* (waiting) to other: two (no server yet; /cancel 2 takes it back)");
        work.type("/cancel 1");
        shows("* not sent to lobby: one");
        assertThat(work.client.waiting(other)).hasSize(1);
        assertThat(work.client.calls()).as("it is no file").noneMatch(call -> call.startsWith("cancel"));
        work.client.regain();
        shows("[other] alice: two");
    }

    @Test
    void tell_goesToTheConversationOfTwo() {
        // The message itself may be shown as soon.
        assertThat(work.type("/tell carol see you")).contains("* to @carol, /switch @carol goes on there");
        shows("[@carol] alice: see you");
        work.type("/tell @carol by account");
        shows("[@carol] alice: by account");
        assertThat(work.session.here()).isEqualTo(AtWork.LOBBY);
    }

    @Test
    @DisplayName("Who is not to be told from another is never guessed")
    void tell_twoOfOneName_isRefused() {
        Person other = FakeClient.person(9, "Bob", false);
        work.client.remember(AtWork.LOBBY, List.of(work.client.me(), AtWork.BOB, other), List.of());
        assertThat(work.refuses("/tell bob secret")).isTrue();
        assertThat(work.shown())
                .last()
                .asString()
                .startsWith("* who of them? bob~")
                .contains(" or Bob~");
        String tag = "bob~" + AtWork.BOB.user().toString().substring(0, 8);
        assertThat(work.refuses("/tell " + tag + " fine")).isFalse();
    }

    @Test
    void tell_nameWithSpaces_isFound() {
        work.client.remember(
                AtWork.LOBBY, List.of(work.client.me(), FakeClient.person(9, "Mary Jane", false)), List.of());
        work.type("/tell mary jane see you");
        shows("[@carol] alice: see you");
    }

    @Test
    void historySearchReceipts() {
        work.type("/older 5");
        shows("[lobby] bob: long ago");
        work.type("needle in a haystack");
        shows("[lobby] alice: needle in a haystack");
        assertThat(work.type("/search needle")).containsExactly("[lobby] alice: needle in a haystack", "* 1 found");
        assertThat(work.type("/search thread")).containsExactly("* nothing on this device has these words: thread");
        work.type("/receipts on");
        assertThat(work.client.calls()).contains("receipts true");
        assertThat(work.type("/typing on")).containsExactly("* the others are told while you type");
        assertThat(work.type("/typing off")).containsExactly("* the others are no longer told while you type");
        assertThat(work.type("/typing perhaps")).singleElement().asString().contains("on or off?");
        assertThat(work.client.calls()).contains("typing told true", "typing told false");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @DisplayName("A file is named as for a shell, wherever one is named: in quotes, or from the person's home on")
    void paths_areTakenAsAShellDoes(@TempDir Path folder) throws Exception {
        String home = System.getProperty("user.home");
        System.setProperty("user.home", folder.toString());
        try {
            for (String typed : List.of("~/all", "\"" + folder + "/all of it\"", "'~/all three'")) {
                work.answers("seven lamps on a blue tractor", "seven lamps on a blue tractor");
                assertThat(work.refuses("/export " + typed)).isFalse();
                assertThat(work.refuses("/send " + typed)).isFalse();
            }
        } finally {
            System.setProperty("user.home", home);
        }
        assertThat(folder).isDirectoryContaining("glob:**/all of it");
        assertThat(folder.resolve("all")).exists();
        assertThat(folder.resolve("all three")).exists();
        assertThat(work.refuses("/export \u0000")).isTrue();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @DisplayName("An export is a new file for its owner only, with a passphrase typed twice; none is left half written")
    void export_writesANewFile(@TempDir Path folder) throws Exception {
        String passphrase = "seven lamps on a blue tractor";
        Path file = folder.resolve("all");
        work.answers(passphrase, passphrase);
        assertThat(work.type("/export " + file)).singleElement().asString().contains("encrypted");
        assertThat(Files.readString(file)).isEqualTo("all of it");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(work.refuses("/export " + file)).isTrue();
        assertThat(work.questions).hasSize(2);
        Path half = folder.resolve("half");
        work.answers("broken " + passphrase, "broken " + passphrase);
        assertThat(work.refuses("/export " + half)).isTrue();
        assertThat(half).doesNotExist();
    }

    private List<String> info(int number) {
        return work.type("/info " + number);
    }

    @Test
    @DisplayName("B-H3: /info of a message says which servers have it, one of an earlier run included")
    void info_saysHowFarAMessageIs() {
        ClientEvent.Message own = FakeClient.message(1, "lobby", work.client.me(), "hello");
        work.happens(own);
        work.client.delivered(own.id(), Delivery.SENDING);
        int number = numberOf("hello");
        String begin = "* message " + number + ", yours, in lobby: ";
        assertThat(info(number))
                .containsExactly(
                        begin + "no server has stored it yet; it is kept here, and goes out by itself",
                        "* nobody has told that they have got it; who wants to tell says /receipts on");
        work.client.delivered(own.id(), Delivery.STORED);
        assertThat(info(number))
                .first()
                .asString()
                .startsWith(begin + "a server has stored it; of a second one nothing");
        work.client.delivered(own.id(), Delivery.SAFE);
        assertThat(info(number)).first().asString().startsWith(begin + "two servers have stored it");
        work.client.delivered(own.id(), Delivery.REFUSED);
        assertThat(info(number))
                .first()
                .asString()
                .startsWith(begin + "a server refused it: the others do not have it");
        assertThat(work.refuses("/info 99")).isTrue();
    }

    @Test
    @DisplayName("/info of a message says who has got and read it, in a group, too: who is at a later one is past it")
    void info_saysAtWhomAMessageIs() {
        Person mia = FakeClient.person(5, "mia", false);
        Person nils = FakeClient.person(6, "nils", false);
        ClientEvent.Message first = FakeClient.message(1, "lobby", work.client.me(), "first");
        ClientEvent.Message second = FakeClient.message(2, "lobby", work.client.me(), "second");
        ClientEvent.Message third = FakeClient.message(3, "lobby", AtWork.BOB, "third");
        work.client.remember(
                AtWork.LOBBY, List.of(work.client.me(), AtWork.BOB, mia, nils), List.of(first, second, third));
        List.of(first, second, third).forEach(work::happens);
        State read = State.READ;
        work.client.receive(new ClientEvent.Received(AtWork.LOBBY, first.id(), AtWork.BOB, read));
        work.client.receive(new ClientEvent.Received(AtWork.LOBBY, third.id(), AtWork.BOB, State.DELIVERED));
        work.client.receive(new ClientEvent.Received(AtWork.LOBBY, second.id(), mia, read));
        work.client.receive(new ClientEvent.Received(AtWork.LOBBY, first.id(), nils, State.DELIVERED));
        assertThat(info(numberOf("first"))).last().isEqualTo("* read by bob, mia; got by nils");
        assertThat(info(numberOf("second"))).last().isEqualTo("* read by mia; got by bob");
        assertThat(info(numberOf("third")))
                .containsExactly(
                        "* message 3, of bob, in lobby: it came from a server",
                        "* nobody has told that they have got it; who wants to tell says /receipts on");
    }

    @Test
    @DisplayName("A message is for the eye if it names the person as a word, or is in a conversation of two")
    void mention_isMarked() {
        work.happens(FakeClient.message(1, "lobby", AtWork.BOB, "Alice: look"));
        work.happens(FakeClient.message(2, "lobby", AtWork.BOB, "malice"));
        work.happens(FakeClient.message(3, "lobby", work.client.me(), "alice"));
        RoomRef.Owned two = work.client.owned().with(AtWork.BOB.user());
        work.happens(FakeClient.message(4, two, AtWork.BOB, "psst"));
        assertThat(said().map(line -> line.notes().forMe())).containsExactly(true, false, false, true);
        assertThat(said()).allMatch(line -> line.notes().news());
    }

    @Test
    @DisplayName("B-L4: what names the person is marked in history and search, too, and rings no more")
    void mention_isMarked_inWhatIsOld() {
        List<ClientEvent.Message> old = List.of(
                FakeClient.message(1, "lobby", AtWork.BOB, "a key for alice"),
                FakeClient.message(2, "lobby", AtWork.BOB, "the key"),
                FakeClient.message(3, work.client.owned().with(AtWork.BOB.user()), AtWork.BOB, "my key"));
        work.client.remember(AtWork.LOBBY, List.of(work.client.me(), AtWork.BOB), old);
        work.type("/search key");
        assertThat(said().map(line -> line.words().text())).containsExactly("a key for alice", "the key", "my key");
        assertThat(said().map(line -> line.notes().forMe())).containsExactly(true, false, false);
        assertThat(said()).noneMatch(line -> line.notes().news());
    }
}
