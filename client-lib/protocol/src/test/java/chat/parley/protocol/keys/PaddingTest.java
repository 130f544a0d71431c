package chat.parley.protocol.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Messages: padding")
class PaddingTest {
    @Test
    void text_ofEveryLength_comesBackAndGrowsByAQuarterAtMost() {
        for (int length = 0; length <= 5000; length++) {
            byte[] text = new byte[length];
            // The hardest ends: zeros, the mark itself, the mark and zeros.
            Arrays.fill(text, (byte) (length % 3 == 0 ? 0 : 0x80));
            if (length > 2 && length % 3 == 2) {
                text[length - 1] = 0;
            }
            byte[] padded = Padding.pad(text);
            assertThat(padded.length).isGreaterThan(length);
            assertThat(padded.length % Padding.MIN_STEP).isZero();
            assertThat(padded.length).isLessThanOrEqualTo(Math.max(64 * (length / 64 + 1), (length + 1) * 5 / 4));
            assertThat(Padding.unpad(padded))
                    .hasValueSatisfying(back -> assertThat(back).isEqualTo(text));
        }
    }

    @Test
    void lengths_padded_areFew() {
        long different = IntStream.rangeClosed(0, 5000)
                .map(length -> Padding.pad(new byte[length]).length)
                .distinct()
                .count();
        assertThat(different).isEqualTo(21);
    }

    @Test
    void bytes_thatWereNotPadded_areRefused() {
        assertThat(Padding.unpad(new byte[0])).isEmpty();
        assertThat(Padding.unpad(new byte[64])).isEmpty();
        assertThat(Padding.unpad(new byte[] {1, 2, 3})).isEmpty();
    }
}
