package chat.parley.protocol.blob;

import java.util.Arrays;

/**
 * A small picture beside a file. Only what is plainly one is let through: PNG or JPEG, few bytes, few pixels, and nothing
 * in it but the picture: what another program would find in it (a script, a place, a bomb) is not there.
 */
public final class Preview {
    /** Longest, in bytes. */
    public static final int MAX_BYTES = 24 * 1024;

    /** Widest and highest, in pixels. */
    public static final int MAX_PIXELS = 512;

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int PNG_HEADER = 13;
    private static final int PNG_FRAME = 12;

    private static final int MARK = 0xff;
    private static final int JPEG_START = 0xd8;
    private static final int JPEG_SCAN = 0xda;
    private static final int JPEG_FIRST_APP = 0xe1;
    private static final int JPEG_LAST_APP = 0xef;
    private static final int JPEG_COMMENT = 0xfe;
    private static final int JPEG_SIZE_AT = 5;

    private Preview() {}

    /** Whether these bytes may be shown. */
    public static boolean fits(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            return false;
        }
        return startsWith(bytes, PNG) ? png(bytes) : jpeg(bytes);
    }

    /** Chunks, the first with the size; of the others only those that make the picture. */
    private static boolean png(byte[] bytes) {
        int at = PNG.length;
        boolean first = true;
        while (at + PNG_FRAME <= bytes.length) {
            long length = u32(bytes, at);
            String type = type(bytes, at + 4);
            if (length > bytes.length - at - PNG_FRAME || first != type.equals("IHDR")) {
                return false;
            }
            if (first && (length != PNG_HEADER || !small(u32(bytes, at + 8), u32(bytes, at + 12)))) {
                return false;
            }
            if (type.equals("IEND")) {
                return at + PNG_FRAME == bytes.length && length == 0;
            }
            if (!first
                    && !Arrays.asList("IDAT", "PLTE", "tRNS", "gAMA", "sRGB", "pHYs")
                            .contains(type)) {
                return false;
            }
            first = false;
            at += PNG_FRAME + (int) length;
        }
        return false;
    }

    /** Segments up to the scan: a size that is small, and none for other programs' notes. */
    private static boolean jpeg(byte[] bytes) {
        if (bytes.length < 4 || u8(bytes, 0) != MARK || u8(bytes, 1) != JPEG_START) {
            return false;
        }
        boolean sized = false;
        int at = 2;
        while (at + 4 <= bytes.length && u8(bytes, at) == MARK) {
            int kind = u8(bytes, at + 1);
            int length = u16(bytes, at + 2);
            boolean note = kind >= JPEG_FIRST_APP && kind <= JPEG_LAST_APP || kind == JPEG_COMMENT;
            if (note || length < 2 || at + 2 + length > bytes.length) {
                return false;
            }
            if (kind == JPEG_SCAN) {
                return sized;
            }
            if (frame(kind)) {
                if (sized || length < 8 || !small(u16(bytes, at + JPEG_SIZE_AT + 2), u16(bytes, at + JPEG_SIZE_AT))) {
                    return false;
                }
                sized = true;
            }
            at += 2 + length;
        }
        return false;
    }

    /** SOF0 to SOF15, without the three codes between that are other things. */
    private static boolean frame(int kind) {
        return kind >= 0xc0 && kind <= 0xcf && kind != 0xc4 && kind != 0xc8 && kind != 0xcc;
    }

    private static boolean small(long width, long height) {
        return width >= 1 && width <= MAX_PIXELS && height >= 1 && height <= MAX_PIXELS;
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(Arrays.copyOf(bytes, start.length), start);
    }

    private static String type(byte[] bytes, int at) {
        StringBuilder type = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            type.append((char) u8(bytes, at + i));
        }
        return type.toString();
    }

    private static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xff;
    }

    private static int u16(byte[] bytes, int at) {
        return u8(bytes, at) << 8 | u8(bytes, at + 1);
    }

    private static long u32(byte[] bytes, int at) {
        return (long) u16(bytes, at) << 16 | u16(bytes, at + 2);
    }
}
