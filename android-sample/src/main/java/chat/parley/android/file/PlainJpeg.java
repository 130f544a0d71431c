package chat.parley.android.file;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A JPEG with nothing in it but the picture, as PROTOCOL.md, section 20 wants a preview: phones write colour profiles, and
 * what they like, in segments for other programs.
 */
final class PlainJpeg {
    private static final int MARK = 0xff;
    private static final int START = 0xd8;
    private static final int SCAN = 0xda;
    private static final int FIRST_NOTE = 0xe1;
    private static final int LAST_NOTE = 0xef;
    private static final int COMMENT = 0xfe;

    private PlainJpeg() {}

    /**
     * @throws IllegalArgumentException if it is no JPEG
     */
    static byte[] of(byte[] jpeg) {
        if (jpeg.length < 4 || u8(jpeg, 0) != MARK || u8(jpeg, 1) != START) {
            throw new IllegalArgumentException("no JPEG");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(jpeg.length);
        out.write(jpeg, 0, 2);
        int at = 2;
        while (at + 4 <= jpeg.length && u8(jpeg, at) == MARK) {
            int kind = u8(jpeg, at + 1);
            int end = at + 2 + (u8(jpeg, at + 2) << 8 | u8(jpeg, at + 3));
            if (end > jpeg.length || end < at + 4) {
                break;
            }
            if (kind == SCAN) {
                out.write(jpeg, at, jpeg.length - at);
                return out.toByteArray();
            }
            if (kind != COMMENT && (kind < FIRST_NOTE || kind > LAST_NOTE)) {
                byte[] segment = Arrays.copyOfRange(jpeg, at, end);
                out.write(segment, 0, segment.length);
            }
            at = end;
        }
        throw new IllegalArgumentException("no JPEG");
    }

    private static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xff;
    }
}
