package chat.parley.protocol.event;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL.md, Events")
class EventCodecTest {
    private final EventCodec codec = new EventCodec(CRYPTO);
    private final TestPerson anna = new TestPerson("anna");
    private final TestRoom room = new TestRoom("codec");
    private final Event join = room.join(anna);
    private final Event message = room.say(anna.device(), "hello");
    private final Event epoch = room.epoch(anna.device(), TestKeys.secret("epoch"));

    @Test
    void event_readFromItsTexts_isTheSame() throws InvalidEventException {
        for (Event event : room.arrived()) {
            Event read = codec.read(event.headerText(), event.signature().toString(), event.payload());
            assertThat(read.id()).isEqualTo(event.id());
            assertThat(read.header()).isEqualTo(event.header());
            assertThat(read.payload()).isEqualTo(event.payload());
        }
    }

    @ParameterizedTest
    @DisplayName("A10: a signature that is missing or malformed is refused")
    @ValueSource(strings = {"", "null", "AAAA", "=", "!", "none", "\u0000"})
    void signature_malformed_isRefused(String signature) {
        refused(RefusalCode.BAD_SIGNATURE, () -> codec.read(message.headerText(), signature, message.payload()));
    }

    @Test
    @DisplayName("A10: a signature in any other form than its one text is refused")
    void signature_cutOrLongerOrPadded_isRefused() {
        String right = message.signature().toString();
        String wide = Base64.getEncoder().encodeToString(message.signature().bytes());
        for (String wrong : new String[] {right.substring(1), right + "A", right + "==", wide, " " + right}) {
            refused(RefusalCode.BAD_SIGNATURE, () -> codec.read(message.headerText(), wrong, message.payload()));
        }
    }

    @Test
    @DisplayName("A10: a signature with any bit changed is refused")
    void signature_withOneBitChanged_isRefused() {
        for (int bit = 0; bit < 512; bit += 7) {
            byte[] bytes = message.signature().bytes();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            String wrong = new Signature(bytes).toString();
            refused(RefusalCode.BAD_SIGNATURE, () -> codec.read(message.headerText(), wrong, message.payload()));
        }
    }

    @Test
    @DisplayName("A10: a signature of another key, another label or of an unlabelled text is refused")
    void signature_ofAnotherKeyOrLabel_isRefused() {
        byte[] header = message.headerText().getBytes(StandardCharsets.US_ASCII);
        Signature other = CRYPTO.sign(TestKeys.signing("mallory"), Label.EVENT_SIGNATURE, header);
        Signature label = CRYPTO.sign(anna.device().signing(), Label.EVENT_ID, header);
        Signature parts = CRYPTO.sign(anna.device().signing(), Label.EVENT_SIGNATURE, header, new byte[0]);
        for (Signature wrong : new Signature[] {other, label, parts}) {
            refused(
                    RefusalCode.BAD_SIGNATURE,
                    () -> codec.read(message.headerText(), wrong.toString(), message.payload()));
        }
    }

    @ParameterizedTest
    @DisplayName("A11: a valid signature does not serve a header with one field changed")
    @CsvSource({
        "class, content, key",
        "kind, message, messages",
        "rules, open/1, open/2",
        "user, user, other",
        "time, 1700000000000, 1700000000001",
        "seq, 2, 3",
        "lamport, 2, 3"
    })
    void signature_underAChangedField_isRefused(String field, String before, String after) {
        String text = field.equals("user")
                ? message.headerText()
                        .replace(
                                anna.user().toString(),
                                new TestPerson("ben").user().toString())
                : message.headerText()
                        .replaceFirst("\"" + field + "\":(\"?)" + before + "\\b", "\"" + field + "\":$1" + after);
        assertThat(text).isNotEqualTo(message.headerText());
        refused(
                RefusalCode.BAD_SIGNATURE,
                () -> codec.read(text, message.signature().toString(), message.payload()));
    }

    @Test
    @DisplayName("A11: a signature for one room does not serve another")
    void signature_underAnotherRoom_isRefused() {
        String text = message.headerText()
                .replace(room.id().toString(), new TestRoom("other").id().toString());
        refused(
                RefusalCode.BAD_SIGNATURE,
                () -> codec.read(text, message.signature().toString(), message.payload()));
    }

    @Test
    void body_thatIsNotTheOneNamed_isRefused() {
        for (String wrong : new String[] {"", "{\"text\":\"jello\"}", "{\"text\":\"hello\"} ", "x".repeat(100_000)}) {
            refused(
                    RefusalCode.BAD_BODY,
                    () -> codec.read(message.headerText(), message.signature().toString(), new Payload.Whole(wrong)));
        }
    }

    @Test
    void body_withALoneSurrogate_isRefusedAndNotSigned() {
        refused(
                RefusalCode.BAD_BODY,
                () -> codec.read(
                        message.headerText(),
                        message.signature().toString(),
                        new Payload.Whole("{\"text\":\"\ud800\"}")));
        assertThatThrownBy(() -> room.draft(anna.device(), EventClass.CONTENT, "message", "\ud800"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> room.draft(anna.device(), EventClass.CONTENT, "message", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void body_missing_isRefusedForControlAndKeysOnly() throws InvalidEventException {
        for (Event event : new Event[] {join, epoch}) {
            refused(
                    RefusalCode.BAD_BODY,
                    () -> codec.read(event.headerText(), event.signature().toString(), new Payload.Dropped()));
        }
        Event read = codec.read(message.headerText(), message.signature().toString(), new Payload.Dropped());
        assertThat(read).isEqualTo(message);
        assertThat(read.body()).isEmpty();
    }

    @Test
    @DisplayName("PROTOCOL.md, Limits: a body over the limit is refused, and not signed in the first place")
    void body_overTheLimit_isTooLarge() {
        Event event = room.draft(anna.device(), EventClass.CONTENT, "message", "x".repeat(EventCodec.MAX_BODY_BYTES));
        assertThatCode(() -> TestRoom.reread(event)).doesNotThrowAnyException();
        String larger = event.headerText()
                .replace("\"length\":" + EventCodec.MAX_BODY_BYTES, "\"length\":" + (EventCodec.MAX_BODY_BYTES + 1));
        assertThat(larger).isNotEqualTo(event.headerText());
        refused(
                RefusalCode.TOO_LARGE,
                () -> codec.read(
                        larger,
                        event.signature().toString(),
                        new Payload.Whole("x".repeat(EventCodec.MAX_BODY_BYTES + 1))));
        assertThatThrownBy(() -> room.draft(
                        anna.device(), EventClass.CONTENT, "message", "x".repeat(EventCodec.MAX_BODY_BYTES + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void part_ofAnEpoch_isReadAndStandsForIt() throws InvalidEventException {
        Event part = codec.partFor(epoch, anna.device().id());
        Event read = codec.read(part.headerText(), part.signature().toString(), part.payload());
        assertThat(read.id()).isEqualTo(epoch.id());
        assertThat(codec.epochHead(read)).isEqualTo(codec.epochHead(epoch));
    }

    @Test
    void part_ofAnotherEventOrNotInItsOneForm_isRefused() {
        String part = ((Payload.Part) codec.partFor(epoch, anna.device().id()).payload()).text();
        refused(
                RefusalCode.BAD_BODY,
                () -> codec.read(message.headerText(), message.signature().toString(), new Payload.Part(part)));
        for (String wrong : new String[] {"", "{}", part + " ", part.replace("\"count\":1", "\"count\":2")}) {
            refused(
                    RefusalCode.BAD_BODY,
                    () -> codec.read(epoch.headerText(), epoch.signature().toString(), new Payload.Part(wrong)));
        }
        refused(
                RefusalCode.TOO_LARGE,
                () -> codec.read(
                        epoch.headerText(),
                        epoch.signature().toString(),
                        new Payload.Part(part + " ".repeat(EventCodec.MAX_PART_BYTES))));
    }

    @Test
    @DisplayName("A12, A13: whatever the bytes, an event is read or refused, and nothing else is thrown")
    void texts_withRandomDamage_areReadOrRefused() {
        Random random = new Random(12);
        Event part = codec.partFor(epoch, anna.device().id());
        Event[] events = {
            join, message, epoch, part, anna.events().get(0), anna.events().get(1)
        };
        int refused = 0;
        for (int i = 0; i < 6000; i++) {
            Event event = events[random.nextInt(events.length)];
            String header = event.headerText();
            String signature = event.signature().toString();
            String body = event.payload() instanceof Payload.Part
                    ? ((Payload.Part) event.payload()).text()
                    : event.body().orElseThrow();
            int where = random.nextInt(8);
            header = where == 0 ? Damage.one(header, random) : header;
            signature = where == 1 ? Damage.one(signature, random) : signature;
            body = where > 1 ? Damage.one(body, random) : body;
            Payload payload =
                    event.payload() instanceof Payload.Part ? new Payload.Part(body) : new Payload.Whole(body);
            try {
                codec.read(header, signature, payload);
            } catch (InvalidEventException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(5500);
    }

    @Test
    @DisplayName("A12, A13: a signed body of garbage is read as what it is or refused")
    void acts_withRandomDamage_areReadOrRefused() {
        Random random = new Random(13);
        String joined = join.body().orElseThrow();
        String sealed = epoch.body().orElseThrow();
        for (int i = 0; i < 1500; i++) {
            Event act = tryDraft(EventClass.CONTROL, "join", Damage.one(joined, random));
            Event key = tryDraft(EventClass.KEY, "epoch", Damage.one(sealed, random));
            for (Event event : new Event[] {act, key}) {
                if (event != null) {
                    room.replica().offer(event);
                }
            }
        }
        assertThat(room.state().members()).containsOnlyKeys(anna.user());
    }

    private Event tryDraft(EventClass eventClass, String kind, String body) {
        try {
            return TestRoom.reread(room.draft(anna.device(), eventClass, kind, body));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return null;
        }
    }

    private static void refused(RefusalCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidEventException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
