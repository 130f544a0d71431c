package chat.parley.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 6455, section 5.2: a text as one unmasked frame")
class WireTextTest {
    @ParameterizedTest
    @CsvSource({"0, 2", "1, 2", "125, 2", "126, 4", "65535, 4", "65536, 10", "100000, 10"})
    void frame_lengths_headAndPayload(int length, int head) {
        String text = "x".repeat(length);
        ByteBuffer frame = ByteBuffer.wrap(new WireText(text).frame());
        assertThat(frame.remaining()).isEqualTo(head + length);
        assertThat(frame.get()).isEqualTo((byte) 0x81);
        long said = frame.get();
        if (said == 126) {
            said = frame.getShort() & 0xffff;
        } else if (said == 127) {
            said = frame.getLong();
        }
        assertThat(said).isEqualTo(length);
        assertThat(StandardCharsets.UTF_8.decode(frame).toString()).isEqualTo(text);
    }

    @Test
    void frame_lengthIsInBytesNotCharacters() {
        String text = "\u00fc\u20ac\ud83d\ude42".repeat(20);
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new WireText(text).frame();
        assertThat(frame).hasSize(4 + payload.length).endsWith(payload);
        assertThat(ByteBuffer.wrap(frame).getShort(2)).isEqualTo((short) payload.length);
    }

    @Test
    void frame_askedAgain_isTheSame() {
        WireText text = new WireText("once");
        assertThat(text.frame()).isSameAs(text.frame());
    }
}
