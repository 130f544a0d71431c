package chat.parley.server.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Follows the frames (RFC 6455, section 5.2) in what a peer sends, before the container collects it: the container looks at
 * a frame when all of it is there, however long it says to be. Ends a connection whose message is longer than any may be as
 * soon as it says so, and one with a long message half sent when there are too many of these. Read by one thread at a time, closed by any.
 */
final class FrameMeter {
    /** A message shorter than this is let through whatever others do, in bytes. */
    static final int SMALL_BYTES = 64 * 1024;

    private static final int FIN = 0x80;
    private static final int CONTROL = 0x08;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int MASK_BYTES = 4;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private final IncomingBudget budget;
    private final long most;
    private final byte[] head = new byte[2 + Long.BYTES + MASK_BYTES];
    private int headLength;
    private long left;
    private long announced;
    private final AtomicLong held = new AtomicLong();
    private volatile boolean over;

    /**
     * @param most bytes of a message
     */
    FrameMeter(IncomingBudget budget, long most) {
        this.budget = budget;
        this.most = most;
    }

    /**
     * These bytes have come.
     *
     * @throws IOException if the connection is to end
     */
    void read(byte[] bytes, int from, int length) throws IOException {
        int end = from + length;
        int at = from;
        while (at < end) {
            if (left == 0) {
                head[headLength++] = bytes[at++];
                if (headLength >= 2 && headLength == headBytes()) {
                    begin();
                }
            } else {
                int some = (int) Math.min(left, end - at);
                at += some;
                left -= some;
                hold(some);
                if (left == 0) {
                    end();
                }
            }
        }
    }

    /** The connection is gone: gives back what it held. May be called more than once. */
    void close() {
        over = true;
        release();
    }

    private void begin() throws IOException {
        left = payloadBytes();
        if (!control()) {
            announced += left;
        }
        if (left < 0 || announced < 0 || announced > most) {
            throw new IOException("a message of more than " + most + " bytes");
        }
        if (left == 0) {
            end();
        }
    }

    private void end() {
        headLength = 0;
        if (!control() && (head[0] & FIN) != 0) {
            release();
            announced = 0;
        }
    }

    private void hold(int bytes) throws IOException {
        if (control()) {
            return;
        }
        long all = held.addAndGet(bytes);
        boolean within = budget.take(bytes);
        if (over) {
            release();
        }
        if (!within && all > SMALL_BYTES) {
            throw new IOException("too many long messages at a time");
        }
    }

    private void release() {
        budget.giveBack(held.getAndSet(0));
    }

    private boolean control() {
        return (head[0] & CONTROL) != 0;
    }

    private int headBytes() {
        int length = head[1] & LENGTH;
        int more = length == TWO_BYTES ? Short.BYTES : length == EIGHT_BYTES ? Long.BYTES : 0;
        return 2 + more + ((head[1] & MASKED) != 0 ? MASK_BYTES : 0);
    }

    private long payloadBytes() {
        int length = head[1] & LENGTH;
        return switch (length) {
            case TWO_BYTES -> ByteBuffer.wrap(head).getShort(2) & 0xffff;
            case EIGHT_BYTES -> ByteBuffer.wrap(head).getLong(2);
            default -> length;
        };
    }
}
