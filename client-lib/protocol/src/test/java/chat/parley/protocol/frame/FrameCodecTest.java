package chat.parley.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.event.Damage;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("PROTOCOL.md, Frames")
class FrameCodecTest {
    private final FrameCodec codec = new FrameCodec(10_000);

    @AfterEach
    void close() {
        codec.close();
    }

    @Test
    void frame_writtenAndRead_isTheSame() throws BadFrameException {
        List<Frame> frames = List.of(
                new Page("log", List.of(new EventText("{\"rules\":1}", "s", "b", "")), true),
                new Subscribe("log", List.of(new Have("d", 7))),
                new Subscribe("log", List.of(), 256),
                new Older("log", "7.d.i", 20),
                new Slice(
                        "log",
                        "",
                        "7.d.i",
                        List.of(new EventText("{\"rules\":1}", "s", "b", "")),
                        List.of(new Have("d", 7))),
                new Confirm(List.of("i")),
                new Heads(List.of(new LogHeads("l", List.of("h")))),
                new Announce(List.of(new LogIds("l", List.of("i")))),
                new Hosts(List.of("a"), List.of("b"), List.of("c"), true),
                new Compare("l", true, List.of(new Range("", "7", "p", List.of()))),
                new Differ("l", List.of(new Range("7.i", "", "", List.of("i")))),
                new Graft(List.of(new LogIds("l", List.of()))),
                new Prune(List.of("l")),
                new Rooms(List.of("l"), List.of("m"), true),
                new RoomsAsk(List.of("u")),
                new RoomsOf(List.of(new UserRooms("u", List.of("l"), List.of("m"))), true),
                new BlobAsk(),
                new BlobToken("t", 600_000, 1L << 31),
                new BlobCopy("b", 1L << 31),
                new BlobKept("b", true),
                new Notice("l", "u", "d", "e", "n", "t", "s"),
                new Ping(3),
                new Problem("BAD_FRAME", "x"));
        for (Frame frame : frames) {
            String text = codec.write(frame);
            assertThat(codec.read(text)).as(text).isEqualTo(frame);
        }
        assertThat(codec.write(new Ping(3))).isEqualTo("{\"type\":\"ping\",\"number\":3}");
    }

    @Test
    @DisplayName("What is written once for many frames is what JSON-B writes of each")
    void frame_withEvents_isWhatJsonBWrites() throws Exception {
        EventText event = new EventText("{\"rules\":1}", "s", "\"events\":[]\u0001\n\\", "");
        EventText other = new EventText("h", "s", "", "\u00e9\ud83d\ude00");
        List<Frame> frames = List.of(
                new Page("\"events\":[]", List.of(event), false),
                new Page("", List.of(other, event), true),
                new Events(List.of(event, other, event)),
                new Post(List.of(other)),
                new Slice("\"events\":[]", "b", "f", List.of(event, other), List.of(new Have("\"events\":[]", 1))));
        try (Jsonb plain =
                JsonbBuilder.create(new JsonbConfig().withPropertyVisibilityStrategy(new ComponentVisibility()))) {
            for (Frame frame : frames) {
                assertThat(codec.write(frame)).isEqualTo(plain.toJson(frame));
                assertThat(codec.read(codec.write(frame))).isEqualTo(frame);
            }
        }
    }

    @ParameterizedTest
    @DisplayName("A13: whatever is not exactly a frame gets a stable code")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | BAD_FRAME",
                "[] | BAD_FRAME",
                "nonsense | BAD_FRAME",
                "{\"type\":\"ping\",\"number\":1} x | BAD_FRAME",
                "{\"type\":\"ping\",\"number\":1}{} | BAD_FRAME",
                "{\"type\":\"ping\",\"number\":\"x\"} | BAD_FRAME",
                "{\"type\":\"ping\" | BAD_FRAME",
                "{\"type\":\"stored\"} | BAD_FRAME",
                "{\"type\":\"stored\",\"ids\":{\"a\":1}} | BAD_FRAME",
                "{\"type\":\"stored\",\"ids\":[null]} | BAD_FRAME",
                "{\"type\":\"stored\",\"ids\":null} | BAD_FRAME",
                "{\"type\":\"stored\",\"ids\":[{}]} | BAD_FRAME",
                "{\"type\":\"events\",\"events\":[null]} | BAD_FRAME",
                "{\"type\":\"events\",\"events\":[\"x\"]} | BAD_FRAME",
                "{\"type\":\"announce\",\"logs\":[null]} | BAD_FRAME",
                "{\"type\":\"announce\",\"logs\":[{\"log\":\"l\",\"ids\":[null]}]} | BAD_FRAME",
                "{\"type\":\"prune\"} | BAD_FRAME",
                "{\"type\":\"hosts\",\"logs\":[],\"wants\":[]} | BAD_FRAME",
                "{\"type\":\"hosts\",\"logs\":[],\"wants\":[],\"gone\":[null]} | BAD_FRAME",
                "{\"type\":\"graft\"} | BAD_FRAME",
                "{\"type\":\"differ\",\"log\":\"l\",\"ranges\":[null]} | BAD_FRAME",
                "{\"type\":\"differ\",\"log\":\"l\",\"ranges\":[{\"from\":\"\",\"to\":\"\",\"ids\":[]}]} | BAD_FRAME",
                "{\"type\":\"heads\",\"logs\":[null]} | BAD_FRAME",
                "{\"type\":\"heads\",\"logs\":[{\"log\":\"l\",\"heads\":[null]}]} | BAD_FRAME",
                "{\"type\":\"pull\",\"log\":\"l\",\"have\":[null]} | BAD_FRAME",
                "{\"type\":\"pull\",\"log\":\"l\",\"have\":[{\"device\":\"d\",\"seq\":-1}]} | BAD_FRAME",
                "{\"type\":\"roster\",\"servers\":[null]} | BAD_FRAME",
                "{\"type\":\"older\",\"log\":\"l\",\"limit\":1} | BAD_FRAME",
                "{\"type\":\"slice\",\"log\":\"l\",\"before\":\"\",\"from\":\"\",\"events\":[null],\"below\":[]} | BAD_FRAME",
                "{\"type\":\"slice\",\"log\":\"l\",\"before\":\"\",\"from\":\"\",\"events\":[]} | BAD_FRAME",
                "{\"type\":\"confirm\",\"ids\":[null]} | BAD_FRAME",
                "{\"type\":\"rooms\",\"member\":[]} | BAD_FRAME",
                "{\"type\":\"rooms\",\"member\":[null],\"invited\":[]} | BAD_FRAME",
                "{\"type\":\"rooms-ask\",\"users\":[{}]} | BAD_FRAME",
                "{\"type\":\"rooms-of\",\"people\":[null]} | BAD_FRAME",
                "{\"type\":\"rooms-of\",\"people\":[{\"user\":\"u\",\"member\":[]}]} | BAD_FRAME",
                "{\"type\":\"blob-token\",\"millis\":1} | BAD_FRAME",
                "{\"type\":\"blob-copy\",\"bytes\":1} | BAD_FRAME",
                "{\"type\":\"blob-kept\",\"blob\":null} | BAD_FRAME",
                "{\"type\":\"notice\",\"log\":\"l\",\"user\":\"u\",\"device\":\"d\",\"epoch\":\"e\",\"nonce\":\"n\",\"text\":\"t\"} | BAD_FRAME",
                "{\"type\":\"shell\"} | UNKNOWN_TYPE",
                "{\"number\":1} | BAD_FRAME",
                "{} | BAD_FRAME",
                "{\"type\":\"stored\",\"ids\":[[[[[]]]]]} | BAD_FRAME"
            })
    void text_thatIsNoFrame_isRefused(String text, ProblemCode code) {
        assertThatThrownBy(() -> codec.read(text))
                .isInstanceOfSatisfying(
                        BadFrameException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    @DisplayName("A54: a frame over the limit, or nested without end, is refused before JSON-B sees it")
    void text_tooLargeOrTooDeep_isRefused() {
        assertThatThrownBy(() -> codec.read("{\"type\":\"" + "x".repeat(10_000) + "\"}"))
                .isInstanceOfSatisfying(
                        BadFrameException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.FRAME_TOO_LARGE));
        assertThatThrownBy(() -> codec.read("{\"a\":" + "[".repeat(4000) + "]".repeat(4000) + "}"))
                .isInstanceOfSatisfying(
                        BadFrameException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.BAD_FRAME));
    }

    @Test
    @DisplayName("A12, A13: whatever the text, a frame is read or refused, and nothing else is thrown")
    void text_withRandomDamage_isReadOrRefused() {
        Random random = new Random(15);
        EventText event = new EventText("{\"rules\":1}", "s", "b", "");
        List<Frame> frames = List.of(
                new Page("log", List.of(event, event), true),
                new Post(List.of(event)),
                new Subscribe("log", List.of(new Have("d", 7))),
                new Heads(List.of(new LogHeads("l", List.of("h", "i")))),
                new Welcome("s", List.of(new ServerEntry("s", "u"))),
                new Ping(3));
        int refused = 0;
        for (int i = 0; i < 5000; i++) {
            String text = Damage.one(codec.write(frames.get(random.nextInt(frames.size()))), random);
            try {
                assertThat(codec.write(codec.read(text))).isNotEmpty();
            } catch (BadFrameException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(3000);
    }

    @Test
    @DisplayName("A63: a token shows itself in no log line")
    void token_asText_isNotShown() {
        assertThat(new BlobToken("secret", 1, 2).toString()).doesNotContain("secret");
    }

    @Test
    void number_missing_isZero() throws BadFrameException {
        assertThat(codec.read("{\"type\":\"ping\"}")).isEqualTo(new Ping(0));
        assertThat(codec.read("{\"type\":\"page\",\"log\":\"\",\"events\":[],\"unknown\":7}"))
                .isEqualTo(new Page("", List.of(), false));
    }

    @Test
    @DisplayName("I11: an event travels with its body or a part, never without or with both; to servers only whole")
    void event_withoutItsBody_isRefused() throws InvalidEventException {
        EventCodec events = new EventCodec(TestKeys.CRYPTO);
        TestRoom room = new TestRoom("frames");
        TestPerson anna = new TestPerson("anna");
        Event join = room.join(anna);
        Event epoch = room.epoch(anna.device(), TestKeys.secret("epoch"));
        EventText text = join.text();
        assertThat(FrameCodec.wholeEvent(events, text)).isEqualTo(join);
        badBody(() -> FrameCodec.event(events, new EventText(text.header(), text.signature(), text.body(), "{}")));
        for (Event each : List.of(join, epoch, room.say(anna.device(), "x"))) {
            badBody(() -> FrameCodec.event(events, each.headerOnly().text()));
        }
        EventText part = events.partFor(epoch, anna.device().id()).text();
        assertThat(FrameCodec.event(events, part)).isEqualTo(epoch);
        badBody(() -> FrameCodec.wholeEvent(events, part));
    }

    private static void badBody(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidEventException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.BAD_BODY));
    }
}
