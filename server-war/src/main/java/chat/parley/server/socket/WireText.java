package chat.parley.server.socket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A text for one reader or for many. Its bytes on the wire are made once, when the first of them is written to: give the
 * same object to all. Thread-safe.
 */
public final class WireText {
    private static final byte FINAL_TEXT = (byte) 0x81;
    private static final int SHORT = 126;
    private static final int LONG = 127;
    private static final int MAX_SHORT = 0xffff;
    private static final int HEAD = 2 + Long.BYTES;

    private final String text;
    private final AtomicInteger queues = new AtomicInteger();
    private volatile byte[] frame;

    public WireText(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** In characters. */
    int length() {
        return text.length();
    }

    /** It waits in one queue more; whether it waited in none. */
    boolean enter() {
        return queues.getAndIncrement() == 0;
    }

    /** It waits in one queue less; whether it waits in none. */
    boolean leave() {
        return queues.decrementAndGet() == 0;
    }

    /** The text as one frame of RFC 6455, section 5.2, unmasked as servers send it. Not to be changed. */
    byte[] frame() {
        byte[] made = frame;
        if (made == null) {
            // Two threads may both make it: the same bytes.
            made = made();
            frame = made;
        }
        return made;
    }

    private byte[] made() {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + payload.length).put(FINAL_TEXT);
        if (payload.length < SHORT) {
            bytes.put((byte) payload.length);
        } else if (payload.length <= MAX_SHORT) {
            bytes.put((byte) SHORT).putShort((short) payload.length);
        } else {
            bytes.put((byte) LONG).putLong(payload.length);
        }
        byte[] all = new byte[bytes.position() + payload.length];
        bytes.put(payload).flip().get(all);
        return all;
    }
}
