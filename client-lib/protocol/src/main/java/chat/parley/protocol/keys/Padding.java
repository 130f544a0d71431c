package chat.parley.protocol.keys;

import java.util.Arrays;
import java.util.Optional;

/**
 * Hides a text's exact length: one byte 0x80, then zeros up to a multiple of a step (ISO/IEC 7816-4, as libsodium's
 * {@code sodium_pad}). The step is {@value #MIN_STEP} bytes, and for longer texts a quarter of the power of two below, so
 * that padding never adds more than a quarter.
 */
final class Padding {
    /** Smallest step, in bytes. */
    static final int MIN_STEP = 64;

    private Padding() {}

    static byte[] pad(byte[] text) {
        int unpadded = text.length + 1;
        int step = Math.max(MIN_STEP, Integer.highestOneBit(unpadded) / 4);
        byte[] padded = Arrays.copyOf(text, (unpadded + step - 1) / step * step);
        padded[text.length] = (byte) 0x80;
        return padded;
    }

    static Optional<byte[]> unpad(byte[] padded) {
        int end = padded.length - 1;
        while (end >= 0 && padded[end] == 0) {
            end--;
        }
        return end >= 0 && padded[end] == (byte) 0x80 ? Optional.of(Arrays.copyOf(padded, end)) : Optional.empty();
    }
}
