package chat.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.EventId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventLinesTest {
    private static final RoomRef.Open LOBBY = RoomRef.open("lobby");
    private static final Person ME = FakeClient.person(1, "alice", true);
    private static final Person BOB = FakeClient.person(2, "bob", false);
    private static final Person OTHER_BOB = FakeClient.person(3, "Bob", false);
    private static final EventId ID = new EventId(FakeClient.id(9));

    private final List<Person> members = new ArrayList<>(List.of(ME, BOB));
    private int servers = 3;
    private final EventLines lines = new EventLines(new NameTags(room -> members), new ConnectionNews(() -> servers));

    private String line(ClientEvent event) {
        return lines.of(event).map(Line::plain).orElse("");
    }

    @Test
    void of_everyKindOfEvent_isInWords() {
        assertThat(line(new ClientEvent.Connected("ws://a/parley", false))).isEqualTo("* connected to ws://a/parley");
        assertThat(line(new ClientEvent.Disconnected("ws://a/parley", "it closed")))
                .isEqualTo("* lost ws://a/parley (it closed); trying the next");
        assertThat(line(new ClientEvent.Connected("ws://b/parley", true))).isEqualTo("* moved to ws://b/parley");
        assertThat(line(new ClientEvent.Joined(LOBBY, members))).isEqualTo("* you joined lobby; here are you and bob");
        assertThat(line(new ClientEvent.Left(LOBBY))).isEqualTo("* you left lobby");
        assertThat(line(new ClientEvent.MemberJoined(LOBBY, BOB))).isEqualTo("* bob joined lobby");
        assertThat(line(new ClientEvent.MemberLeft(LOBBY, BOB))).isEqualTo("* bob left lobby");
        assertThat(line(FakeClient.message(1, "lobby", BOB, "hi"))).isEqualTo("[lobby] bob: hi");
        assertThat(line(new ClientEvent.BeforeJoining(LOBBY, 12)))
                .isEqualTo("* lobby: 12 messages from before you joined stay unreadable:"
                        + " room keys are never given to newcomers");
        assertThat(line(new ClientEvent.BeforeJoining(LOBBY, 1))).contains("1 message from before you joined stays");
        assertThat(line(new ClientEvent.Unreadable(LOBBY, ID, BOB, FakeClient.NOON, "needs an update")))
                .isEqualTo("* lobby: a message of bob cannot be shown: needs an update");
        assertThat(line(new ClientEvent.Problem("clock", "your clock is wrong")))
                .isEqualTo("* your clock is wrong (clock)");
        assertThat(line(new ClientEvent.Older(LOBBY, List.of(), 0, true)))
                .isEqualTo("* these are older messages of lobby; /history shows still older ones");
        assertThat(line(new ClientEvent.Older(LOBBY, List.of(), 2, false)))
                .isEqualTo("* lobby: 2 messages from before you joined stay unreadable: room keys are never given to"
                        + " newcomers. lobby begins here: there is nothing older");
        assertThat(lines.of(new ClientEvent.Sent(LOBBY, 1, ID))).isEmpty();
        assertThat(lines.of(new ClientEvent.Stored(LOBBY, 1, ID))).isEmpty();
        assertThat(lines.of(new ClientEvent.Safe(LOBBY, 1, ID))).isEmpty();
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
                        "BeforeJoining",
                        "Older",
                        "Unreadable",
                        "Sent",
                        "Stored",
                        "Safe",
                        "Problem");
    }

    @Test
    void disconnected_again_isSaidOnce() {
        assertThat(line(new ClientEvent.Disconnected("ws://a/parley", "refused")))
                .isEqualTo("* cannot reach ws://a/parley (refused); going on trying");
        assertThat(line(new ClientEvent.Disconnected("ws://a/parley", "refused")))
                .isEmpty();
        assertThat(line(new ClientEvent.Disconnected("ws://b/parley", "refused")))
                .isNotEmpty();
        line(new ClientEvent.Connected("ws://a/parley", false));
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
        assertThat(first).startsWith("[lobby] bob~" + BOB.user().toString().substring(0, 4) + ": ");
        assertThat(second)
                .startsWith("[lobby] Bob~" + OTHER_BOB.user().toString().substring(0, 4) + ": ");
    }

    /** A55 */
    @Test
    void textAndNameFromOthers_cannotForgeALine() {
        Person mallory = FakeClient.person(4, "bob: yes\n* you", false);
        assertThat(line(FakeClient.message(1, "lobby", mallory, "x\n[lobby] bob: no\u001b[A")))
                .isEqualTo("[lobby] bob<U+003A> yes\u21b5* you: x\u21b5[lobby] bob: no\u241b[A");
        assertThat(line(new ClientEvent.Disconnected("ws://a", "\u001b]0;x\u0007\n* safe")))
                .doesNotContain("\u001b")
                .doesNotContain("\n");
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
