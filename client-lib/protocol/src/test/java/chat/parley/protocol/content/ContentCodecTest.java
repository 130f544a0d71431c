package chat.parley.protocol.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.blob.BlobRef;
import chat.parley.protocol.blob.FileLabel;
import chat.parley.protocol.blob.Preview;
import chat.parley.protocol.event.Damage;
import chat.parley.protocol.fixture.PreviewPictures;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.keys.Card;
import chat.parley.protocol.keys.Chain;
import chat.parley.protocol.keys.MessageBody;
import chat.parley.protocol.keys.MessageSealer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL.md, Messages: plaintext")
class ContentCodecTest {
    private static final byte[] PICTURE = PreviewPictures.png(8, 8, 200);
    private static final BlobRef REF = new BlobRef(
            new BlobId(TestKeys.seed("blob")), TestKeys.secret("key"), new Hash(TestKeys.seed("commitment")), 70_000);
    private static final EventId ID = new EventId(TestKeys.seed("message"));

    private final ContentCodec codec = new ContentCodec();
    private final List<Content> all = List.of(
            new Content.Text("hello \"you\"\n\u0000 \ud83d\udc4d"),
            new Content.Reply(ID, "yes"),
            new Content.Edit(ID, "no"),
            new Content.Delete(ID),
            new Content.Reaction(ID, "\ud83d\udc4d\ud83c\udffd", true),
            new Content.Reaction(ID, "+1", false),
            new Content.Receipt(Content.Receipt.State.READ, ID),
            new Content.Receipt(Content.Receipt.State.DELIVERED, ID),
            new Content.Title(Card.sign(
                    TestKeys.CRYPTO,
                    TestKeys.CRYPTO.newSigningKey(),
                    new LogId(TestKeys.seed("room")),
                    new UserId(TestKeys.seed("user")),
                    7,
                    new Card.Title("Caf\u00e9 \"\\ \ud83d\ude00", ""))));

    @Test
    void content_writtenAndRead_isTheSame() {
        for (Content each : all) {
            assertThat(codec.read(codec.write(each))).contains(each);
        }
    }

    @Test
    void text_asItStandsInThePage_isWritten() {
        assertThat(new String(codec.write(new Content.Reaction(ID, "+1", true)), StandardCharsets.UTF_8))
                .isEqualTo("{\"kind\":\"reaction\",\"to\":\"" + ID + "\",\"reaction\":\"+1\",\"on\":true}");
    }

    @Test
    @DisplayName("a kind from a newer client is known as one, and fields in another order or unknown do not matter")
    void kind_thatIsNewer_isSaidToBe() {
        assertThat(read("{\"kind\":\"hologram\",\"data\":7}")).contains(new Content.Unknown("hologram"));
        assertThat(read("{\"kind\":\"" + "x".repeat(100) + "\"}")).contains(new Content.Unknown("x".repeat(32)));
        assertThat(read("{\"more\":[1,{}],\"text\":\"a\",\"kind\":\"text\"}")).contains(new Content.Text("a"));
    }

    @ParameterizedTest
    @DisplayName("A13, A55: what is of no such form is nothing, and nothing is thrown")
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "{\"kind\":7}",
                "{\"kind\":\"text\"}",
                "{\"kind\":\"text\",\"text\":\"\"}",
                "{\"kind\":\"text\",\"text\":7}",
                "{\"kind\":\"reply\",\"to\":\"x\",\"text\":\"a\"}",
                "{\"kind\":\"delete\",\"of\":null}",
                "{\"kind\":\"reaction\",\"to\":\"A\",\"reaction\":\"+1\",\"on\":true}",
                "{\"kind\":\"card\",\"card\":{}}",
                "{\"kind\":\"card\",\"card\":7}",
                "{\"kind\":\"receipt\",\"state\":\"seen\",\"upTo\":\"x\"}",
            })
    void text_ofNoSuchForm_isNothing(String text) {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void reaction_thatIsNone_isRefused() {
        for (String each : new String[] {"", " ", "a b", "\u001b[2J", "x".repeat(17)}) {
            assertThatThrownBy(() -> codec.write(new Content.Reaction(ID, each, true)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> codec.write(new Content.Text("\u00e4".repeat(16 * 1024 + 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("A13, I11: what is nested deeper than the parser goes is nothing, and nothing is thrown")
    void text_nestedTooDeep_isNothing() {
        for (int depth : new int[] {999, 1000, 1001, 8000}) {
            assertThat(read("{\"kind\":\"text\",\"text\":" + "[".repeat(depth) + "]".repeat(depth) + "}"))
                    .isEmpty();
            assertThat(read("{\"kind\":\"text\",\"text\":" + "[".repeat(depth))).isEmpty();
        }
    }

    @Test
    @DisplayName("PROTOCOL.md, Messages: content whose plaintext does not fit a message is not written, of any kind")
    void content_thatDoesNotFit_isNotWritten() {
        String tabs = "\t".repeat(Content.MAX_TEXT_BYTES);
        for (Content each : List.of(new Content.Text(tabs), new Content.Reply(ID, tabs), new Content.Edit(ID, tabs))) {
            assertThatThrownBy(() -> codec.write(each)).isInstanceOf(TooLongException.class);
        }
        int room = ContentCodec.MAX_BYTES - codec.write(new Content.Text("x")).length + 1;
        String most = "\t".repeat(room / 6) + "x".repeat(room % 6);
        assertThat(codec.write(new Content.Text(most))).hasSize(ContentCodec.MAX_BYTES);
        assertThatThrownBy(() -> codec.write(new Content.Text(most + "x"))).isInstanceOf(TooLongException.class);
    }

    @Test
    @DisplayName("I9: what came as its author wrote it can be kept, though it would not be sent as it is written here")
    void content_thatIsLongerWhenRewritten_isKept() {
        byte[] picture = PreviewPictures.png(120, 80, 12 * 1024);
        String came = "{\"kind\":\"file\",\"blob\":\"" + REF.id() + "\",\"key\":\""
                + new Hash(REF.key().expose()) + "\",\"commitment\":\"" + REF.commitment()
                + "\",\"size\":1,\"name\":\"a\",\"type\":\"a/b\",\"preview\":\""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(picture) + "\",\"caption\":\""
                + "\\n".repeat(Content.MAX_CAPTION_BYTES) + "\"}";
        assertThat(came.length()).isLessThanOrEqualTo(ContentCodec.MAX_BYTES);
        Content.File file = (Content.File) read(came).orElseThrow();
        assertThat(file.preview()).isPresent();
        assertThatThrownBy(() -> codec.write(file)).isInstanceOf(TooLongException.class);
        assertThat(((Content.File) codec.read(codec.text(file)).orElseThrow()).caption())
                .isEqualTo(file.caption());
        Content edit = new Content.Edit(ID, "\n".repeat(Content.MAX_TEXT_BYTES));
        assertThat(codec.read(codec.text(edit))).contains(edit);
    }

    @Test
    @DisplayName("A12: whatever the damage, content is read or is nothing")
    void content_withRandomDamage_isReadOrNothing() {
        Random random = new Random(23);
        int nothing = 0;
        for (int i = 0; i < 5000; i++) {
            String text = new String(codec.write(all.get(random.nextInt(all.size()))), StandardCharsets.UTF_8);
            nothing += read(Damage.one(text, random)).isPresent() ? 0 : 1;
        }
        assertThat(nothing).isGreaterThan(1000);
    }

    @Test
    @DisplayName("A file's message says what is needed to fetch and open it, and a preview that may be shown")
    void file_writtenAndRead_isTheSame() {
        Content.File file =
                (Content.File) codec.read(codec.write(file("cat.png", PICTURE))).orElseThrow();
        assertThat(file.blob().id()).isEqualTo(REF.id());
        assertThat(file.blob().key().expose()).isEqualTo(REF.key().expose());
        assertThat(file.blob().commitment()).isEqualTo(REF.commitment());
        assertThat(file.blob().size()).isEqualTo(70_000);
        assertThat(file.name()).isEqualTo("cat.png");
        assertThat(file.type()).isEqualTo("image/png");
        assertThat(file.caption()).isEqualTo("see");
        assertThat(file.preview()).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(PICTURE));
        assertThat(file.toString()).doesNotContain(new Hash(REF.key().expose()).toString());
    }

    @Test
    @DisplayName("The largest preview, caption and name together fit a message")
    void file_asLargeAsAllowed_fitsTheBodyOfAMessage() {
        byte[] picture = PreviewPictures.png(300, 200, Preview.MAX_BYTES);
        Content.File largest = new Content.File(
                REF,
                "x".repeat(FileLabel.MAX_BYTES),
                "a".repeat(64) + "/" + "b".repeat(64),
                Optional.of(picture),
                "c".repeat(Content.MAX_CAPTION_BYTES));
        MessageBody body = new MessageSealer(TestKeys.CRYPTO)
                .seal(
                        new MessageSealer.Origin(
                                new LogId(TestKeys.seed("log")),
                                new UserId(TestKeys.seed("user")),
                                new DeviceId(TestKeys.seed("device")),
                                1L << 52),
                        ID,
                        new Chain(TestKeys.secret("chain"), 1000),
                        codec.write(largest));
        assertThat(body.write().length()).isLessThanOrEqualTo(65_536);
        assertThatThrownBy(() -> codec.write(new Content.File(
                        REF, "x", "a/b", Optional.of(picture), "\n".repeat(Content.MAX_CAPTION_BYTES))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("A52: a preview that is no small plain picture is left out, the file stays")
    void preview_thatMayNotBeShown_isLeftOut() {
        String text = new String(codec.write(file("a", PICTURE)), StandardCharsets.UTF_8);
        String svg = Base64.getUrlEncoder().withoutPadding().encodeToString("<svg onload=\"x\"/>".getBytes());
        for (String preview : new String[] {svg, "!!", "A".repeat(40_000), ""}) {
            String changed = text.replaceAll("\"preview\":\"[^\"]*\"", "\"preview\":\"" + preview + '"');
            assertThat(changed).isNotEqualTo(text);
            assertThat(((Content.File) read(changed).orElseThrow()).preview()).isEmpty();
        }
        assertThatThrownBy(() -> codec.write(file("a", "<svg/>".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @DisplayName("A50, A51, A55: a file without what it needs, or with what none has, is nothing")
    @CsvSource(
            delimiter = '|',
            value = {
                "name | \"\"",
                "name | \"a\\u0000b\"",
                "name | \"\\u001b[2J\"",
                "name | 7",
                "size | -1",
                "size | 1.5",
                "size | 1e99",
                "size | 9007199254740993000",
                "size | \"1\"",
                "type | \"text/html; x=<b>\"",
                "type | \"../x\"",
                "key | \"short\"",
                "blob | \"x\"",
                "commitment | null"
            })
    void file_ofNoSuchForm_isNothing(String field, String value) {
        String text = new String(codec.write(file("a", PICTURE)), StandardCharsets.UTF_8);
        String changed = text.replaceFirst(
                "\"" + field + "\":(\"[^\"]*\"|\\d+)", "\"" + field + "\":" + Matcher.quoteReplacement(value));
        assertThat(changed).isNotEqualTo(text);
        assertThat(read(changed)).isEmpty();
        assertThat(read(text)).isPresent();
    }

    private static Content.File file(String name, byte[] preview) {
        return new Content.File(REF, name, "image/png", Optional.of(preview), "see");
    }

    private Optional<Content> read(String text) {
        return codec.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
