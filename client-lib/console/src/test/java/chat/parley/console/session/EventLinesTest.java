package chat.parley.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.ClientOptions;
import chat.parley.client.OwnedRooms;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.client.Waiting;
import chat.parley.client.naming.NameTags;
import chat.parley.console.FakeClient;
import chat.parley.console.FakeOwnedRooms;
import chat.parley.console.screen.Line;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventLinesTest {
    private static final RoomRef.Open LOBBY = RoomRef.open("lobby");
    private static final RoomRef.Owned GARDEN = FakeOwnedRooms.GARDEN;
    private static final RoomRef.Owned TWO = FakeOwnedRooms.room(51);
    private static final Person ME = FakeClient.person(1, "alice", true);
    private static final Person BOB = FakeClient.person(2, "bob", false);
    private static final Person OTHER_BOB = FakeClient.person(3, "Bob", false);
    private static final EventId ID = new EventId(FakeClient.id(9));

    private final List<Person> members = new ArrayList<>(List.of(ME, BOB));
    private final FakeClient client = new FakeClient(
            new FakeClient.Script(false, false, false, 600_000),
            new ClientOptions(Path.of("home"), "alice", List.of("ws://a/parley")),
            event -> {});
    private final Shown shown = new Shown();
    private final Numbers<Ticket> tickets = new Numbers<>(10);
    private int servers = 3;
    private EventLines lines;

    @BeforeEach
    void rooms() {
        client.remember(LOBBY, members, List.of());
        client.remember(GARDEN, members, List.of());
        client.remember(TWO, members, List.of());
        client.know(garden("garden", ""));
        client.know(FakeOwnedRooms.info(TWO, RoomInfo.Kind.DIRECT, "bob", null, Charter.History.NONE));
        RoomNames rooms = new RoomNames(client);
        NameTags tags = new NameTags(room -> members);
        lines = new EventLines(
                new ConnectionNews(() -> servers),
                new MessageLines(rooms, tags, shown, new Mentions(client)),
                new RoomLines(rooms, tags, tickets, client::room),
                new WaitingLines(rooms),
                new Transfers(System::nanoTime, false, rooms),
                client::room);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static RoomInfo garden(String title, String topic) {
        return new RoomInfo(
                GARDEN,
                RoomInfo.Kind.OWNED,
                title,
                topic,
                Optional.of(Rank.MEMBER),
                Charter.History.NONE,
                Optional.empty());
    }

    private String line(ClientEvent event) {
        return lines.of(event).stream().map(Line::plain).collect(Collectors.joining("\n"));
    }

    @Test
    void of_everyKindOfEvent_isInWords() {
        assertThat(line(new ClientEvent.Connected("ws://a/parley", false))).isEqualTo("* connected to ws://a/parley");
        assertThat(line(new ClientEvent.Disconnected("ws://a/parley", "it closed")))
                .isEqualTo("* lost ws://a/parley (it closed); trying the next");
        assertThat(line(new ClientEvent.Connected("ws://b/parley", true))).isEqualTo("* moved to ws://b/parley");
        assertThat(line(new ClientEvent.Joined(LOBBY, members))).isEqualTo("* you joined lobby; here are you and bob");
        assertThat(line(new ClientEvent.Joined(TWO, members))).isEqualTo("* you can talk with bob now: /switch @bob");
        assertThat(line(new ClientEvent.Left(LOBBY))).isEqualTo("* you left lobby");
        assertThat(line(new ClientEvent.MemberJoined(LOBBY, BOB))).isEqualTo("* bob joined lobby");
        assertThat(line(new ClientEvent.MemberLeft(LOBBY, BOB))).isEqualTo("* bob left lobby");
        assertThat(line(FakeClient.message(1, "lobby", BOB, "hi"))).isEqualTo("[lobby] bob: hi");
        assertThat(line(FakeClient.message(2, GARDEN, BOB, "hi"))).isEqualTo("[garden] bob: hi");
        assertThat(line(new ClientEvent.BeforeJoining(LOBBY, 12)))
                .isEqualTo("* lobby: 12 messages from before you joined stay unreadable:"
                        + " this room's keys are not given to newcomers");
        assertThat(line(new ClientEvent.BeforeJoining(LOBBY, 1))).contains("1 message from before you joined stays");
        assertThat(line(new ClientEvent.Unreadable(LOBBY, ID, BOB, FakeClient.NOON, "needs an update")))
                .isEqualTo("* lobby: a message of bob cannot be shown: needs an update");
        assertThat(line(new ClientEvent.Problem("clock", "your clock is wrong")))
                .isEqualTo("* your clock is wrong (clock)");
        assertThat(line(new ClientEvent.Problem("PASSWORD_NEEDED", "give it")))
                .isEqualTo("* give it: /device renew (PASSWORD_NEEDED)");
        assertThat(line(new ClientEvent.Older(LOBBY, List.of(FakeClient.message(3, "lobby", BOB, "old")), 0, true)))
                .isEqualTo("[lobby] bob: old\n* these are older messages of lobby; /older shows still older ones");
        assertThat(line(new ClientEvent.Older(LOBBY, List.of(), 2, false)))
                .isEqualTo("* lobby: 2 messages from before you joined stay unreadable: this room's keys are not given"
                        + " to newcomers. lobby begins here: there is nothing older");
        assertThat(lines.of(new ClientEvent.Sent(LOBBY, 1, ID))).isEmpty();
        assertThat(lines.of(new ClientEvent.Stored(LOBBY, 1, ID))).isEmpty();
        assertThat(lines.of(new ClientEvent.Safe(LOBBY, 1, ID))).isEmpty();
        assertThat(lines.of(new ClientEvent.Typing(LOBBY, BOB, true))).isEmpty();
    }

    @Test
    @DisplayName("Where newcomers read back, what cannot be read is not said to be kept from them by the room")
    void beforeJoining_inARoomWithHistory() {
        client.know(FakeOwnedRooms.info(GARDEN, RoomInfo.Kind.OWNED, "garden", Rank.MEMBER, Charter.History.ALL));
        assertThat(line(new ClientEvent.BeforeJoining(GARDEN, 2)))
                .isEqualTo("* garden: 2 messages from before you joined cannot be read: the keys have not come to this"
                        + " device");
        assertThat(line(new ClientEvent.Older(GARDEN, List.of(), 1, true)))
                .startsWith("* garden: 1 message from before you joined cannot be read: ");
    }

    @Test
    @DisplayName("A43: a fork, and what servers keep back, is an alarm, which says what to do")
    void deception_isAnAlarm() {
        for (String code : List.of(
                "IDENTITY_FORKED",
                "IDENTITY_KEPT_BACK",
                "IDENTITY_WITHHELD",
                "NAME_CHANGED",
                "GHOST_READER",
                "DEVICE_FORKED")) {
            ClientEvent.Problem problem = new ClientEvent.Problem(code, "ask them");
            assertThat(lines.of(problem)).singleElement().isInstanceOf(Line.Alarm.class);
            String todo = code.equals("NAME_CHANGED") ? "ask them: /trust @name" : "ask them";
            assertThat(line(problem)).isEqualTo("* ALARM: " + todo + " (" + code + ")");
        }
    }

    @Test
    void ranksTitlesAndRemovals_areInWords() {
        assertThat(line(new ClientEvent.Ranked(GARDEN, BOB, Rank.ADMIN, ME)))
                .isEqualTo("* bob is now an admin of garden, by you");
        assertThat(line(new ClientEvent.Ranked(GARDEN, ME, Rank.GUEST, BOB)))
                .isEqualTo("* you are now a guest of garden, by bob");
        line(new ClientEvent.Joined(GARDEN, members));
        client.know(garden("garden", "flowers"));
        assertThat(line(new ClientEvent.Retitled(garden("garden", "flowers"), BOB)))
                .isEqualTo("* bob set the topic of garden: flowers");
        client.know(garden("beds", "flowers"));
        assertThat(line(new ClientEvent.Retitled(garden("beds", "flowers"), BOB)))
                .isEqualTo("* bob renamed garden: it is beds now");
        assertThat(line(new ClientEvent.Retitled(garden("beds", ""), ME)))
                .isEqualTo("* you took the topic of beds away");
        assertThat(line(new ClientEvent.Removed(GARDEN, BOB, false, ME))).isEqualTo("* you removed bob from beds");
        assertThat(line(new ClientEvent.Removed(GARDEN, BOB, true, ME)))
                .isEqualTo("* you removed bob from beds, for good");
        assertThat(line(new ClientEvent.Removed(GARDEN, ME, true, BOB)))
                .isEqualTo("* bob removed you from beds, for good; what you have read of it stays here");
        assertThat(line(new ClientEvent.DeviceChanged(BOB, true))).endsWith(" has one more device");
        assertThat(line(new ClientEvent.DeviceChanged(ME, true)))
                .isEqualTo("* you have one more device: /devices lists them; if it is not yours, revoke it and change"
                        + " the password");
    }

    @Test
    @DisplayName("An invitation has the number that /enter takes, and the stranger's name with the start of the key")
    void invitation_saysWhatToType() {
        String bob = "bob~" + BOB.user().toString().substring(0, 8);
        OwnedRooms.Invited invited = new OwnedRooms.Invited(GARDEN, BOB, Rank.MEMBER, false);
        assertThat(line(new ClientEvent.Invitation(invited)))
                .isEqualTo("* " + bob + " invites you to garden as a member: /enter 1 goes in, /decline 1 does not");
        assertThat(line(new ClientEvent.Invitation(new OwnedRooms.Invited(TWO, BOB, Rank.MEMBER, true))))
                .isEqualTo("* " + bob + " wants to talk with you, just you two: /enter 2 goes in, /decline 2 does not");
        assertThat(line(new ClientEvent.Invitation(invited))).contains("/enter 1 ");
    }

    private static ClientEvent.Message with(ClientEvent.Message message, String text, ClientEvent.Marks marks) {
        return new ClientEvent.Message(
                message.room(), message.id(), message.sender(), message.time(), text, marks, false);
    }

    private static ClientEvent.Marks marks(boolean edited, boolean deleted, Map<String, List<UserId>> reactions) {
        return new ClientEvent.Marks(Optional.empty(), edited, deleted, new TreeMap<>(reactions));
    }

    @Test
    void changed_saysWhatHasBecomeOfTheMessage() {
        ClientEvent.Message hello = FakeClient.message(1, "lobby", ME, "hello wrold");
        line(hello);
        ClientEvent.Message liked = with(hello, "hello wrold", marks(false, false, Map.of("👍", List.of(BOB.user()))));
        assertThat(line(new ClientEvent.Changed(liked, BOB))).isEqualTo("* bob reacts 👍 to your \"hello wrold\"");
        assertThat(line(new ClientEvent.Changed(hello, BOB))).isEqualTo("* bob takes 👍 off your \"hello wrold\"");
        ClientEvent.Message edited = with(hello, "hello world", marks(true, false, Map.of()));
        assertThat(line(new ClientEvent.Changed(edited, ME)))
                .isEqualTo("* you changed your \"hello wrold\" in lobby to: hello world");
        ClientEvent.Message deleted = with(hello, "", marks(true, true, Map.of()));
        assertThat(line(new ClientEvent.Changed(deleted, BOB)))
                .isEqualTo("* bob took back your \"hello world\" in lobby");
        ClientEvent.Message unseen = FakeClient.message(2, "lobby", BOB, "");
        assertThat(line(new ClientEvent.Changed(with(unseen, "", marks(false, true, Map.of())), BOB)))
                .isEqualTo("* bob took back a message of bob in lobby");
        assertThat(line(with(unseen, "", marks(false, true, Map.of()))))
                .isEqualTo("* a message of bob in lobby was taken back");
    }

    @Test
    @DisplayName("The first message printed is number 1, whatever becomes of earlier ones that are not on the screen")
    void numbers_areOfWhatIsPrinted() {
        ClientEvent.Message unseen = FakeClient.message(1, "lobby", BOB, "of an earlier run");
        line(new ClientEvent.Changed(
                with(unseen, unseen.text(), marks(false, false, Map.of("👍", List.of(ME.user())))), ME));
        line(with(FakeClient.message(2, "lobby", BOB, ""), "", marks(false, true, Map.of())));
        ClientEvent.Message printed = FakeClient.message(3, "lobby", BOB, "printed");
        line(printed);
        assertThat(shown.at(1)).isEqualTo(printed);
        line(new ClientEvent.Changed(with(printed, "printed anew", marks(true, false, Map.of())), BOB));
        assertThat(shown.at(1).text()).isEqualTo("printed anew");
    }

    @Test
    void receivedAndHidden_areInWords() {
        ClientEvent.Message hello = FakeClient.message(1, TWO, ME, "hello");
        line(hello);
        assertThat(line(new ClientEvent.Received(TWO, hello.id(), BOB, Content.Receipt.State.READ)))
                .isEqualTo("* bob has read \"hello\"");
        assertThat(line(new ClientEvent.Received(TWO, hello.id(), BOB, Content.Receipt.State.DELIVERED)))
                .isEmpty();
        assertThat(line(new ClientEvent.Received(LOBBY, hello.id(), BOB, Content.Receipt.State.READ)))
                .isEmpty();
        assertThat(line(new ClientEvent.Hidden(TWO, List.of(hello.id()))))
                .isEqualTo("* @bob: a message, \"hello\", no longer counts: the author was out of the room when it was"
                        + " written");
        assertThat(line(new ClientEvent.Hidden(LOBBY, List.of(ID, hello.id()))))
                .startsWith("* lobby: 2 messages, \"hello\" among them, no longer count:");
    }

    @Test
    void files_areToldInStepsOfTenths() {
        assertThat(line(new ClientEvent.FileProgress(LOBBY, 7, "a.txt", true, 0, 1000)))
                .isEqualTo("* sending a.txt: 0% (/cancel 7)");
        assertThat(line(new ClientEvent.FileProgress(LOBBY, 7, "a.txt", true, 90, 1000)))
                .isEmpty();
        assertThat(line(new ClientEvent.FileProgress(LOBBY, 7, "a.txt", true, 450, 1000)))
                .startsWith("* sending a.txt: 45%  ")
                .endsWith(" left (/cancel 7)");
        assertThat(line(new ClientEvent.FileSaved(LOBBY, 7, ID, Path.of("/x/a.txt"))))
                .isEqualTo("* saved as " + Path.of("/x/a.txt").toAbsolutePath());
        assertThat(line(new ClientEvent.FileFailed(LOBBY, 8, "a\nb", "QUOTA", "no room")))
                .isEqualTo("* a↵b in lobby: no room (QUOTA)");
    }

    @Test
    @DisplayName("B-H1: what waits is shown with why and what can be done, and once more when it is sent to nobody")
    void waiting_isInWords() {
        Waiting text =
                new Waiting(7, "on my\nway", Optional.empty(), Optional.empty(), FakeClient.NOON, Waiting.For.SERVER);
        assertThat(line(new ClientEvent.Waits(LOBBY, text)))
                .isEqualTo("* (waiting) to lobby: on my↵way (no server yet; /cancel 7 takes it back)");
        assertThat(line(new ClientEvent.Withdrawn(LOBBY, text))).isEqualTo("* not sent to lobby: on my↵way");
        ClientEvent.Attachment file = new ClientEvent.Attachment("a.txt", "text/plain", 8, Optional.empty());
        Waiting sent = new Waiting(8, "look", Optional.empty(), Optional.of(file), FakeClient.NOON, Waiting.For.PEER);
        assertThat(line(new ClientEvent.Waits(TWO, sent)))
                .isEqualTo("* (waiting) to @bob: look <file a.txt, 8 bytes> (they have not come in yet; /cancel 8"
                        + " takes it back)");
        Waiting blocked =
                new Waiting(9, "hi", Optional.empty(), Optional.empty(), FakeClient.NOON, Waiting.For.ACCEPTANCE);
        assertThat(line(new ClientEvent.Waits(TWO, blocked))).contains("/verify, then /trust");
    }

    @Test
    void kindsOfEvents_areThoseTestedHere() {
        assertThat(Arrays.stream(ClientEvent.class.getPermittedSubclasses()).map(Class::getSimpleName))
                .containsExactlyInAnyOrder(
                        "Connected",
                        "Disconnected",
                        "Joined",
                        "Left",
                        "MemberJoined",
                        "MemberLeft",
                        "Message",
                        "Changed",
                        "Received",
                        "Hidden",
                        "Invitation",
                        "Retitled",
                        "Ranked",
                        "Removed",
                        "DeviceChanged",
                        "BeforeJoining",
                        "Older",
                        "Unreadable",
                        "Waits",
                        "Withdrawn",
                        "Sent",
                        "Stored",
                        "Safe",
                        "Typing",
                        "FileProgress",
                        "FileSaved",
                        "FileFailed",
                        "Problem");
    }

    @Test
    void disconnected_again_isSaidOnce() {
        assertThat(line(new ClientEvent.Disconnected("ws://a/parley", "refused")))
                .isEqualTo("* cannot reach ws://a/parley (refused); going on trying (--server names another)");
        assertThat(line(new ClientEvent.Disconnected("ws://a/parley", "refused")))
                .isEmpty();
        assertThat(line(new ClientEvent.Disconnected("ws://b/parley", "refused")))
                .isNotEmpty();
        line(new ClientEvent.Connected("ws://a/parley", false));
        assertThat(line(new ClientEvent.Disconnected("ws://c/parley", "refused")))
                .endsWith("going on trying");
        servers = 1;
        assertThat(line(new ClientEvent.Disconnected("ws://a/parley", "gone"))).endsWith("trying again");
        assertThat(line(new ClientEvent.Disconnected("ws://a/parley", "refused")))
                .contains("cannot reach");
    }

    @Test
    void names_alike_areToldApart() {
        members.add(OTHER_BOB);
        String first = line(FakeClient.message(1, "lobby", BOB, "hi"));
        String second = line(FakeClient.message(2, "lobby", OTHER_BOB, "hi"));
        assertThat(first).startsWith("[lobby] bob~" + BOB.user().toString().substring(0, 8) + ": ");
        assertThat(second)
                .startsWith("[lobby] Bob~" + OTHER_BOB.user().toString().substring(0, 8) + ": ");
    }

    @Test
    @DisplayName("A55: what others write, call themselves or call a room cannot look like another line")
    void textNameAndTitleFromOthers_cannotForgeALine() {
        Person mallory = FakeClient.person(4, "bob: yes\n* you", false);
        assertThat(line(FakeClient.message(1, "lobby", mallory, "x\n[lobby] bob: no\u001b[A")))
                .isEqualTo("[lobby] bob<U+003A> yes\u21b5* you: x\u21b5[lobby] bob: no\u241b[A");
        assertThat(line(new ClientEvent.Disconnected("ws://a", "\u001b]0;x\u0007\n* safe")))
                .doesNotContain("\u001b")
                .doesNotContain("\n");
        client.know(garden("lobby] bob: yes\n\u001b[A", ""));
        assertThat(line(FakeClient.message(2, GARDEN, mallory, "x")))
                .startsWith("[lobby) bob<U+003A> yes\u21b5\u241b(A] ");
        ClientEvent.Marks marks = marks(false, false, Map.of("\u001b[2J", List.of(BOB.user())));
        line(FakeClient.message(3, "lobby", ME, "x"));
        assertThat(line(new ClientEvent.Changed(with(FakeClient.message(3, "lobby", ME, "x"), "x", marks), BOB)))
                .isEqualTo("* bob reacts \u241b[2J to your \"x\"");
    }

    @Test
    @DisplayName("A55: a room called like another, or like a conversation or an open one, is told from it")
    void title_ofAnotherRoom_isToldApart() {
        String id = "~" + GARDEN.toString().substring(0, 8);
        client.know(garden("Lobby", ""));
        assertThat(line(FakeClient.message(2, GARDEN, BOB, "x"))).isEqualTo("[Lobby" + id + "] bob: x");
        client.know(garden("@bob", ""));
        assertThat(line(FakeClient.message(3, GARDEN, BOB, "x"))).isEqualTo("[(@bob)] bob: x");
        client.know(garden("#lobby", ""));
        assertThat(line(FakeClient.message(4, GARDEN, BOB, "x"))).isEqualTo("[(#lobby)] bob: x");
    }

    @Test
    void joined_manyMembers_areCounted() {
        List<Person> many = IntStream.range(10, 40)
                .mapToObj(i -> FakeClient.person(i, "p" + i, false))
                .collect(Collectors.toList());
        many.add(ME);
        assertThat(line(new ClientEvent.Joined(LOBBY, many))).endsWith("p19 and 20 more");
        assertThat(line(new ClientEvent.Joined(LOBBY, List.of(ME)))).endsWith("nobody else is here yet");
    }
}
