package chat.parley.console.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TerminalQrTest {
    private static final int SCALE = 4;

    @Test
    @DisplayName("what is drawn in the terminal, photographed, says the text again; and it fits a window of 80 columns")
    void lines_readByAScanner_areTheText() throws ReaderException {
        String text = "parley:safety:1:" + "a".repeat(43) + ":" + "b".repeat(43);
        List<String> lines = TerminalQr.lines(text);
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThan(60));
        int width = lines.get(0).length() * SCALE;
        int height = lines.size() * 2 * SCALE;
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                char block = lines.get(y / SCALE / 2).charAt(x / SCALE);
                boolean upper = y / SCALE % 2 == 0;
                boolean light = block == '\u2588' || block == (upper ? '\u2580' : '\u2584');
                pixels[y * width + x] = light ? 0xffffff : 0;
            }
        }
        BinaryBitmap image = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
        assertThat(new QRCodeReader().decode(image).getText()).isEqualTo(text);
    }
}
