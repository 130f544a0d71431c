package chat.parley.protocol.rules;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Owned rooms: links")
class RoomLinkTest {
    private final RoomLink link = new RoomLink(
            new LogId(TestKeys.seed("log")), new EventId(TestKeys.seed("invitation")), CRYPTO.newSigningKey());

    @Test
    void link_writtenAndRead_isTheSame() {
        RoomLink read = RoomLink.of(CRYPTO, link.text());
        assertThat(read.log()).isEqualTo(link.log());
        assertThat(read.invitation()).isEqualTo(link.invitation());
        assertThat(read.key().expose()).isEqualTo(link.key().expose());
        assertThat(link.text()).startsWith("parley:room:1:" + link.log() + ":" + link.invitation() + ":");
    }

    @Test
    @DisplayName("A13: what is no link is refused")
    void text_thatIsNone_isRefused() {
        String text = link.text();
        for (String wrong : List.of(
                "",
                "parley:room:1:",
                text + ":",
                text + "A",
                text.substring(1),
                text.replace(":1:", ":2:"),
                text.substring(0, text.length() - 1),
                text.substring(0, text.length() - 1) + "!")) {
            assertThatThrownBy(() -> RoomLink.of(CRYPTO, wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("A link's key is in no text made for people or logs")
    void link_printed_hasNoKey() {
        String secret = link.text().substring(link.text().lastIndexOf(':') + 1);
        assertThat(link.toString()).doesNotContain(secret);
    }
}
