package chat.parley.range;

import static chat.parley.nodes.Talker.SOON;
import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Stranger;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.EventId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A13: what is signed has one text. Two nodes that read another one differently would have two histories. */
@ExtendWith(TwoNodes.class)
class OneFormIT {
    private static int count;

    private TestPerson mallory;
    private TestRoom room;

    /** Turns the one form of a header into another text of the same meaning, or of one that some readers would guess. */
    @FunctionalInterface
    private interface Change {
        String of(String header);
    }

    @BeforeEach
    void come(Pair pair) throws Exception {
        mallory = new TestPerson("forms-" + ++count);
        room = new TestRoom("forms-" + count);
        room.join(mallory);
        for (NodeProcess node : List.of(pair.a(), pair.b())) {
            try (Stranger session = Stranger.welcomed(node.session(), mallory)) {
                session.post(room.arrived().toArray(Event[]::new));
                assertThat(session.next()).isInstanceOf(Stored.class);
            }
        }
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                form("white space", header -> header.replaceFirst(",", ", ")),
                form("a line break at the end", header -> header + "\n"),
                form("a field twice", header -> header.replaceFirst("(\"rules\":\"[^\"]*\",)", "$1$1")),
                form("a field twice, differing", header -> header.replaceFirst("(\"seq\":)(\\d+)", "$1$2,$11")),
                form(
                        "two fields in the other order",
                        header -> header.replaceFirst("(\"rules\":\"[^\"]*\"),(\"log\":\"[^\"]*\")", "$2,$1")),
                form("the last field first", header -> header.replaceFirst("\\{(.*),(\"length\":\\d+)\\}", "{$2,$1}")),
                form("a field more", header -> header.replaceFirst("\\{", "{\"extra\":1,")),
                form("a field less", header -> header.replaceFirst("\"blobs\":\\[\\],", "")),
                form("null for a field", header -> header.replaceFirst("\"time\":\\d+", "\"time\":null")),
                form("an escape too many", header -> header.replaceFirst("open/1", "open\\\\/1")),
                form("a letter escaped", header -> header.replaceFirst("open/1", "\\\\u006fpen/1")),
                form("capitals in a name", header -> header.replaceFirst("\"seq\"", "\"Seq\"")),
                form("a fraction", header -> header.replaceFirst("\"seq\":(\\d+)", "\"seq\":$1.0")),
                form("an exponent", header -> header.replaceFirst("\"time\":\\d+", "\"time\":1e3")),
                form("a leading zero", header -> header.replaceFirst("\"seq\":(\\d+)", "\"seq\":0$1")),
                form("a plus sign", header -> header.replaceFirst("\"seq\":(\\d+)", "\"seq\":+$1")),
                form("a number as text", header -> header.replaceFirst("\"seq\":(\\d+)", "\"seq\":\"$1\"")),
                form(
                        "a number beyond 2^53",
                        header -> header.replaceFirst("\"time\":\\d+", "\"time\":9007199254740992")),
                form(
                        "an id with its last bits set",
                        header -> header.replaceFirst("(\"log\":\"[^\"]{42})[^\"]", "$1_")),
                form("a comma too many", header -> header.replaceFirst("\\}$", ",}")),
                form("something behind it", header -> header + "{}"),
                form("a byte order mark", header -> "\ufeff" + header),
                form("half of a surrogate pair", header -> header.replaceFirst("\"message\"", "\"mess\ud800age\"")),
                form(
                        "half of a surrogate pair, escaped",
                        header -> header.replaceFirst("\"message\"", "\"mess\\\\ud800age\"")));
    }

    private static Arguments form(String what, Change change) {
        return Arguments.of(what, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    @DisplayName("A13: a header in another than its one form is refused by both nodes, though its signature is right")
    void header_inAnotherForm_refusedByBoth(String what, Change change, Pair pair) throws Exception {
        Event event = room.draft(mallory.device(), EventClass.CONTENT, "message", "{}");
        String other = change.of(event.headerText());
        assertThat(other).isNotEqualTo(event.headerText());
        String signature = CRYPTO.sign(
                        mallory.device().signing(), Label.EVENT_SIGNATURE, other.getBytes(StandardCharsets.UTF_8))
                .toString();
        String post = escaped(new Post(List.of(new EventText(other, signature, "{}", ""))));
        for (NodeProcess node : List.of(pair.a(), pair.b())) {
            try (Stranger session = Stranger.welcomed(node.session(), mallory)) {
                session.socket().send(post);
                assertThat(code(session)).isEqualTo("BAD_HEADER");
                assertHasNothingElse(session);
            }
        }
    }

    static Stream<String> bodies() {
        String join = "{\"namespace\":\"test\",\"room\":\"ROOM\",\"name\":\"NAME\",\"identity\":[HEADS]}";
        return Stream.of(
                join.replace("{\"namespace\":\"test\",", "{ \"namespace\":\"test\","),
                join.replace("\"namespace\":\"test\",\"room\":\"ROOM\"", "\"room\":\"ROOM\",\"namespace\":\"test\""),
                join.replace("\"name\":\"NAME\"", "\"name\":\"NAME\",\"name\":\"NAME\""),
                join.replace("NAME", "half \\ud800"),
                join.replace("NAME", "\\u0041"),
                join.replace("]}", "],\"rank\":\"owner\"}"),
                join.replace(",\"identity\":[HEADS]", ""));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    @DisplayName("A13: a control event's body in another form is refused by both nodes")
    void body_inAnotherForm_refusedByBoth(String form, Pair pair) throws Exception {
        TestPerson eve = new TestPerson("forms-eve-" + count);
        String heads =
                String.join("\",\"", eve.heads().stream().map(Object::toString).toList());
        String body =
                form.replace("ROOM", "forms-" + count).replace("NAME", "eve").replace("HEADS", "\"" + heads + "\"");
        room.take(eve.events());
        Event join = room.draft(eve.device(), EventClass.CONTROL, "join", body);
        for (NodeProcess node : List.of(pair.a(), pair.b())) {
            try (Stranger session = Stranger.welcomed(node.session(), eve)) {
                session.post(join);
                assertThat(code(session)).isEqualTo("BAD_BODY");
            }
        }
    }

    @Test
    @DisplayName("A13: what is in its one form is taken by both, and they have the same of it")
    void oneForm_takenByBoth(Pair pair) throws Exception {
        Event said = room.say(mallory.device(), "in its one form");
        for (NodeProcess node : List.of(pair.a(), pair.b())) {
            try (Stranger session = Stranger.welcomed(node.session(), mallory)) {
                session.post(said);
                assertThat(session.next()).isInstanceOf(Stored.class);
                assertHasNothingElse(session);
            }
        }
    }

    private static String code(Stranger session) throws Exception {
        Frame answer = session.next();
        assertThat(answer).isInstanceOf(Refused.class);
        return ((Refused) answer).code();
    }

    /** As JSON whose half surrogates are escaped: as themselves no socket would carry them. */
    private static String escaped(Frame frame) {
        return Stranger.FRAMES.write(frame).replaceAll("(?<![\\\\])\ud800", "\\\\ud800");
    }

    /** The node shows all of the room that this test has, with the identities that it cites, and nothing besides. */
    private void assertHasNothingElse(Stranger session) throws Exception {
        session.subscribe(room.id());
        List<EventId> expected = room.arrived().stream().map(Event::id).toList();
        Eventually.within(SOON, () -> assertThat(answered(session)).containsAll(expected));
        assertThat(answered(session)).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<EventId> answered(Stranger session) {
        try {
            return session.answered();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
