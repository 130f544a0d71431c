package chat.parley.protocol.blob;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Pictures as far as {@link Preview} looks at them. */
public final class PreviewPictures {
    private static final int FRAME = 12;
    private static final int FIXED = 8 + FRAME + 13 + FRAME + FRAME;

    private PreviewPictures() {}

    /** A PNG of so many bytes in all. */
    public static byte[] png(int width, int height, int bytes) {
        ByteBuffer out = ByteBuffer.allocate(bytes);
        out.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteBuffer size = ByteBuffer.allocate(13).putInt(width).putInt(height);
        chunk(out, "IHDR", size.array());
        chunk(out, "IDAT", new byte[bytes - FIXED]);
        chunk(out, "IEND", new byte[0]);
        return out.array();
    }

    /** The same with a chunk of a kind before the picture. */
    static byte[] png(int width, int height, String kind) {
        byte[] plain = png(width, height, 100);
        ByteBuffer out = ByteBuffer.allocate(plain.length + FRAME + 4);
        int head = 8 + FRAME + 13;
        out.put(plain, 0, head);
        chunk(out, kind, new byte[4]);
        out.put(plain, head, plain.length - head);
        return out.array();
    }

    /** A JPEG with a segment of a kind before its frame; 0xe0 is what every JPEG has. */
    static byte[] jpeg(int width, int height, int kind) {
        return ByteBuffer.allocate(64)
                .put(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) kind, 0, 4, 1, 1})
                .put(new byte[] {(byte) 0xff, (byte) 0xc0, 0, 11, 8})
                .putShort((short) height)
                .putShort((short) width)
                .put(new byte[] {1, 1, 0x11, 0})
                .put(new byte[] {(byte) 0xff, (byte) 0xda, 0, 2})
                .array();
    }

    private static void chunk(ByteBuffer out, String kind, byte[] content) {
        out.putInt(content.length)
                .put(kind.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .putInt(0);
    }
}
