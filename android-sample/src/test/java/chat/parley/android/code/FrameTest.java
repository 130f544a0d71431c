package chat.parley.android.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames as a camera gives them, of codes as this app draws them. */
class FrameTest {
    private static final String LINK = "parley:room:1:" + "AbC0-_9".repeat(20);
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;

    /** Rows of cameras are often filled up to the next multiple of something. */
    private static final int STRIDE = 1344;

    private final Random random = new Random(6);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    @DisplayName("a code is read however the phone is held, from rows that are filled up, with noise and in poor light")
    void code_isRead_turned(int quarters) throws WriterException {
        byte[] seen = picture(LINK, quarters, 70, 160);
        assertThat(Frame.of(ByteBuffer.wrap(seen), STRIDE, WIDTH, HEIGHT).code())
                .contains(LINK);
    }

    @Test
    @DisplayName("the last row of a plane may end with its last point")
    void lastRow_maybeShort() throws WriterException {
        byte[] seen = picture(LINK, 0, 20, 230);
        ByteBuffer plane = ByteBuffer.wrap(Arrays.copyOf(seen, STRIDE * (HEIGHT - 1) + WIDTH));
        assertThat(Frame.of(plane, STRIDE, WIDTH, HEIGHT).code()).contains(LINK);
        assertThatThrownBy(() -> Frame.of(
                        ByteBuffer.wrap(Arrays.copyOf(seen, STRIDE * (HEIGHT - 1) + WIDTH - 1)), STRIDE, WIDTH, HEIGHT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Frame.of(ByteBuffer.wrap(seen), WIDTH - 1, WIDTH, HEIGHT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("a code that is light on dark is read too")
    void invertedCode_isRead() throws WriterException {
        byte[] seen = picture(LINK, 0, 220, 30);
        assertThat(Frame.of(ByteBuffer.wrap(seen), STRIDE, WIDTH, HEIGHT).code())
                .contains(LINK);
    }

    @Test
    @DisplayName("where no code is seen there is none")
    void noise_isNoCode() {
        byte[] noise = new byte[STRIDE * HEIGHT];
        random.nextBytes(noise);
        assertThat(Frame.of(ByteBuffer.wrap(noise), STRIDE, WIDTH, HEIGHT).code())
                .isEmpty();
    }

    @Test
    @DisplayName("a code is taken only where it is asked for")
    void kinds() {
        assertThat(CodeKind.ROOM.is(LINK)).isTrue();
        assertThat(CodeKind.DEVICE.is(LINK)).isFalse();
        assertThat(CodeKind.SAFETY.is("parley:safety:1:a:b")).isTrue();
        assertThat(CodeKind.BEGINNING.is(LINK)).isTrue();
        assertThat(CodeKind.BEGINNING.is("parley:device:1:x")).isTrue();
        assertThat(CodeKind.BEGINNING.is("parley:safety:1:a:b")).isFalse();
        assertThat(CodeKind.BEGINNING.is("https://example.org/parley:room:1:")).isFalse();
    }

    /** A code in the middle of a grey wall; what fills rows up is as bright as it happens to be. */
    private byte[] picture(String text, int quarters, int dark, int light) throws WriterException {
        int side = 520;
        BitMatrix code = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, side, side);
        byte[] points = new byte[STRIDE * HEIGHT];
        random.nextBytes(points);
        int left = (WIDTH - side) / 2;
        int top = (HEIGHT - side) / 2;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                boolean within = x >= left && x < left + side && y >= top && y < top + side;
                boolean black = within && turned(code, x - left, y - top, quarters);
                int bright = !within ? (dark + light) / 2 : black ? dark : light;
                points[y * STRIDE + x] = (byte) Math.max(0, Math.min(255, bright + random.nextInt(31) - 15));
            }
        }
        return points;
    }

    private static boolean turned(BitMatrix code, int x, int y, int quarters) {
        int last = code.getWidth() - 1;
        return switch (quarters) {
            case 0 -> code.get(x, y);
            case 1 -> code.get(y, last - x);
            case 2 -> code.get(last - x, last - y);
            default -> code.get(last - y, x);
        };
    }
}
