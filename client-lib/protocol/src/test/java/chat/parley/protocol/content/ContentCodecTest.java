package chat.parley.protocol.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.event.Damage;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.keys.Card;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL.md, Messages: plaintext")
class ContentCodecTest {
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

    private Optional<Content> read(String text) {
        return codec.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
