package chat.parley.console.screen;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** QR codes of half blocks, two rows of the code to a line: dark on light is the terminal's light on dark. */
public final class TerminalQr {
    private static final int QUIET_ZONE = 2;

    private TerminalQr() {}

    /** The lines of a text's code. */
    public static List<String> lines(String text) {
        BitMatrix code;
        try {
            code = new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.MARGIN,
                                    QUIET_ZONE,
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.L));
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        }
        List<String> lines = new ArrayList<>();
        for (int y = 0; y < code.getHeight(); y += 2) {
            StringBuilder line = new StringBuilder();
            for (int x = 0; x < code.getWidth(); x++) {
                line.append(block(light(code, x, y), light(code, x, y + 1)));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static boolean light(BitMatrix code, int x, int y) {
        return y >= code.getHeight() || !code.get(x, y);
    }

    private static char block(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '\u2588' : '\u2580';
        }
        return lower ? '\u2584' : ' ';
    }
}
