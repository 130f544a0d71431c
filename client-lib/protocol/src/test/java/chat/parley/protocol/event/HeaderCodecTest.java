package chat.parley.protocol.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("PROTOCOL.md, Header")
class HeaderCodecTest {
    private static final Event EVENT = event();

    private final HeaderCodec codec = new HeaderCodec();

    private static Event event() {
        TestRoom room = new TestRoom("header");
        TestPerson anna = new TestPerson("anna");
        TestPerson ben = new TestPerson("ben");
        room.join(anna);
        TestRoom other = room.copy();
        other.join(ben);
        room.say(anna.device(), "one");
        room.take(other);
        return room.say(anna.device(), "two");
    }

    @Test
    void header_writtenAndRead_isTheSame() throws InvalidEventException {
        Header header = codec.read(EVENT.headerText());
        assertThat(header).isEqualTo(EVENT.header());
        assertThat(codec.write(header)).isEqualTo(EVENT.headerText());
        assertThat(header.parents()).hasSize(1);
        assertThat(header.prev()).isPresent();
    }

    static Stream<Arguments> damages() {
        Map<String, UnaryOperator<String>> all = new LinkedHashMap<>();
        all.put("white space inside", s -> s.replace(",\"log\"", ", \"log\""));
        all.put("white space before", s -> " " + s);
        all.put("white space behind", s -> s + " ");
        all.put("line end behind", s -> s + "\n");
        all.put("byte order mark", s -> "\ufeff" + s);
        all.put("two fields swapped", s -> s.replaceFirst("(\"rules\":\"[^\"]*\"),(\"log\":\"[^\"]*\")", "$2,$1"));
        all.put("a field twice", s -> s.replaceFirst("(\"seq\":\\d+)", "$1,$1"));
        all.put("an unknown field first", s -> s.replaceFirst("\\{", "{\"meta\":\"\","));
        all.put("an unknown field last", s -> s.substring(0, s.length() - 1) + ",\"meta\":\"\"}");
        all.put("a field missing", s -> s.replaceFirst(",\"time\":\\d+", ""));
        all.put("an escaped letter", s -> s.replace("\"message\"", "\"\\u006dessage\""));
        all.put("an escaped solidus", s -> s.replace("open/1", "open\\/1"));
        all.put("an escaped name", s -> s.replace("\"kind\"", "\"\\u006bind\""));
        all.put("a lone surrogate, escaped", s -> s.replace("\"message\"", "\"\\ud800\""));
        all.put("a lone surrogate, raw", s -> s.replace("\"message\"", "\"\ud800\""));
        all.put("a null character", s -> s.replace("\"message\"", "\"mess\\u0000age\""));
        all.put("a letter that is not ASCII", s -> s.replace("\"message\"", "\"mess\u00e4ge\""));
        all.put("a number with a leading zero", s -> s.replaceFirst("\"seq\":(\\d+)", "\"seq\":0$1"));
        all.put("a negative number", s -> s.replaceFirst("\"seq\":(\\d+)", "\"seq\":-$1"));
        all.put("a negative zero", s -> s.replaceFirst("\"time\":\\d+", "\"time\":-0"));
        all.put("a fraction", s -> s.replaceFirst("\"seq\":(\\d+)", "\"seq\":$1.0"));
        all.put("an exponent", s -> s.replaceFirst("\"time\":\\d+", "\"time\":1e3"));
        all.put("A21: 2^53", s -> s.replaceFirst("\"time\":\\d+", "\"time\":9007199254740992"));
        all.put("A21: a number beyond 64 bits", s -> s.replaceFirst("\"time\":\\d+", "\"time\":99999999999999999999"));
        all.put("a huge number", s -> s.replaceFirst("\"time\":\\d+", "\"time\":" + "9".repeat(60_000)));
        all.put("a number as a string", s -> s.replaceFirst("\"time\":(\\d+)", "\"time\":\"$1\""));
        all.put("null", s -> s.replaceFirst("\"kind\":\"[^\"]*\"", "\"kind\":null"));
        all.put("true", s -> s.replaceFirst("\"kind\":\"[^\"]*\"", "\"kind\":true"));
        all.put("an object for a string", s -> s.replaceFirst("\"kind\":\"[^\"]*\"", "\"kind\":{}"));
        all.put("deep nesting", s -> s.replaceFirst("\"blobs\":\\[\\]", "\"blobs\":" + "[".repeat(30_000)));
        all.put("an array in an array", s -> s.replaceFirst("\"blobs\":\\[\\]", "\"blobs\":[[]]"));
        all.put("a second object behind", s -> s + "{}");
        all.put("a bracket behind", s -> s + "}");
        all.put("garbage behind", s -> s + "x");
        all.put("a zero byte behind", s -> s + "\0");
        all.put("the end missing", s -> s.substring(0, s.length() - 1));
        all.put("nothing", s -> "");
        all.put("an array", s -> "[" + s + "]");
        all.put("a class that is none", s -> s.replace("\"content\"", "\"contents\""));
        all.put("a kind in upper case", s -> s.replace("\"message\"", "\"Message\""));
        all.put("an empty kind", s -> s.replace("\"message\"", "\"\""));
        all.put("a kind too long", s -> s.replace("\"message\"", "\"" + "m".repeat(33) + "\""));
        all.put("an id with padding", s -> s.replaceFirst("\"device\":\"([^\"]*)\"", "\"device\":\"$1=\""));
        all.put("an id cut", s -> s.replaceFirst("\"device\":\"[^\"]([^\"]*)\"", "\"device\":\"$1\""));
        all.put("an id with loose last bits", HeaderCodecTest::looseBits);
        all.put("an id of other base64", s -> s.replaceFirst("\"device\":\"..", "\"device\":\"+/"));
        all.put("parents twice the same", s -> s.replaceFirst("\"parents\":\\[(\"[^\"]*\")\\]", "\"parents\":[$1,$1]"));
        all.put(
                "prev among the parents",
                s -> s.replaceFirst("\"prev\":(\"[^\"]*\"),\"parents\":\\[[^\\]]*\\]", "\"prev\":$1,\"parents\":[$1]"));
        all.put("seventeen parents", s -> s.replaceFirst("\"parents\":\\[[^\\]]*\\]", "\"parents\":" + ids(17)));
        all.put(
                "parents in another order",
                s -> s.replaceFirst("\"parents\":\\[[^\\]]*\\]", "\"parents\":" + unordered()));
        all.put("65 controls", s -> s.replaceFirst("\"control\":\\[[^\\]]*\\]", "\"control\":" + ids(65)));
        all.put("no control", s -> s.replaceFirst("\"control\":\\[[^\\]]*\\]", "\"control\":[]"));
        all.put("seq 0", s -> s.replaceFirst("\"seq\":\\d+", "\"seq\":0"));
        all.put("seq 1 with prev", s -> s.replaceFirst("\"seq\":\\d+", "\"seq\":1"));
        all.put("no prev", s -> s.replaceFirst("\"prev\":\"[^\"]*\"", "\"prev\":\"\""));
        all.put("lamport 0", s -> s.replaceFirst("\"lamport\":\\d+", "\"lamport\":0"));
        all.put("a genesis with parents", s -> s.replaceFirst("\"log\":\"[^\"]*\"", "\"log\":\"\""));
        all.put("an empty body", s -> s.replaceFirst("\"length\":\\d+", "\"length\":0"));
        return all.entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("A13: a header that is not exactly in its one form is refused")
    @MethodSource("damages")
    void header_notInItsOneForm_isRefused(String name, UnaryOperator<String> damage) {
        String text = damage.apply(EVENT.headerText());
        assertThat(text).as("the damage is one").isNotEqualTo(EVENT.headerText());
        assertThatThrownBy(() -> codec.read(text))
                .isInstanceOfSatisfying(
                        InvalidEventException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.BAD_HEADER));
    }

    @Test
    @DisplayName("A21: the largest numbers are read exactly")
    void number_justBelowTheLimit_isRead() throws InvalidEventException {
        String text = EVENT.headerText().replaceFirst("\"time\":\\d+", "\"time\":9007199254740991");
        assertThat(codec.read(text).time()).isEqualTo((1L << 53) - 1);
    }

    @Test
    void header_overTheLimit_isTooLarge() {
        assertThatThrownBy(() -> codec.read(EVENT.headerText() + " ".repeat(Header.MAX_BYTES)))
                .isInstanceOfSatisfying(
                        InvalidEventException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.TOO_LARGE));
    }

    private static String looseBits(String text) {
        String device = EVENT.header().device().toString();
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        // The last of 43 characters carries four bits; the two below them must be zero.
        char last = alphabet.charAt(alphabet.indexOf(device.charAt(42)) + 1);
        return text.replace(device, device.substring(0, 42) + last);
    }

    private static String ids(int count) {
        StringBuilder out = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : ",").append('"').append((char) ('A' + i / 26));
            out.append((char) ('A' + i % 26)).append("A".repeat(41)).append('"');
        }
        return out.append(']').toString();
    }

    private static String unordered() {
        return "[\"B" + "A".repeat(42) + "\",\"" + "A".repeat(43) + "\"]";
    }
}
