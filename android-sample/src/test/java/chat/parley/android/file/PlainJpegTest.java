package chat.parley.android.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** JPEGs without notes for other programs. */
class PlainJpegTest {
    private static byte[] jpeg(int... notes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0xff);
        out.write(0xd8);
        segment(out, 0xe0, "JFIF");
        for (int each : notes) {
            segment(out, each, "secret " + each);
        }
        segment(out, 0xdb, "table");
        segment(out, 0xda, "scan");
        byte[] scan = {1, 2, (byte) 0xff, 0, 3, (byte) 0xff, (byte) 0xd9};
        out.write(scan, 0, scan.length);
        return out.toByteArray();
    }

    private static void segment(ByteArrayOutputStream out, int kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        out.write(0xff);
        out.write(kind);
        out.write(0);
        out.write(bytes.length + 2);
        out.write(bytes, 0, bytes.length);
    }

    @Test
    @DisplayName("A52; PROTOCOL.md, section 20: no APP1 to APP15 and no comment are left, all else is")
    void of_leavesThePictureOnly() {
        assertThat(PlainJpeg.of(jpeg(0xe1, 0xe2, 0xed, 0xef, 0xfe))).isEqualTo(jpeg());
        assertThat(PlainJpeg.of(jpeg())).isEqualTo(jpeg());
    }

    @Test
    @DisplayName("what ends before its scan, or is no JPEG, is none")
    void of_noJpeg_isRefused() {
        byte[] whole = jpeg(0xe1);
        for (int length = 0; length < 20; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> PlainJpeg.of(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> PlainJpeg.of(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe1, 0, 0}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
