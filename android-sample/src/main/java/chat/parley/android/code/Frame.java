package chat.parley.android.code;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Optional;

/**
 * What a camera sees at a moment: how bright each point is, row by row. Turned however the phone is held: a QR code says
 * itself which way is up.
 *
 * @param luminance of {@code stride} bytes a row, of which {@code width} are points
 */
public record Frame(byte[] luminance, int stride, int width, int height) {
    /** From the first plane of a YUV picture, whose last row may be without what fills the others up. */
    public static Frame of(ByteBuffer plane, int stride, int width, int height) {
        if (width < 1 || height < 1 || stride < width || plane.remaining() < stride * (height - 1) + width) {
            throw new IllegalArgumentException("no picture of " + width + " by " + height);
        }
        byte[] luminance = new byte[stride * height];
        plane.get(luminance, 0, Math.min(plane.remaining(), luminance.length));
        return new Frame(luminance, stride, width, height);
    }

    /** The text of the QR code that is seen; empty if none is. */
    public Optional<String> code() {
        LuminanceSource seen = new PlanarYUVLuminanceSource(luminance, stride, height, 0, 0, width, height, false);
        Optional<String> code = code(seen);
        // On dark screens some codes are light on dark.
        return code.isPresent() ? code : code(seen.invert());
    }

    private static Optional<String> code(LuminanceSource seen) {
        try {
            return Optional.of(new QRCodeReader()
                    .decode(
                            new BinaryBitmap(new HybridBinarizer(seen)),
                            Collections.singletonMap(DecodeHintType.TRY_HARDER, true))
                    .getText());
        } catch (ReaderException e) {
            return Optional.empty();
        }
    }
}
